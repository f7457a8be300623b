namespace Connectors.Gemini.Emulator.Messages;

/// <summary>Requests, contents and parts. The notation is described at <see cref="MessageTable"/>.</summary>
internal static class ContentFacts
{
    public const string Text = """
        GenerateContentRequest = model:string contents:Content[] systemInstruction:Content tools:Tool[] toolConfig:ToolConfig
            safetySettings:SafetySetting[] generationConfig:GenerationConfig cachedContent:string serviceTier:ServiceTier labels:map<string>
            continuationToken:bytes store:bool@gemini modelArmorConfig:ModelArmorConfig@vertex outputConfig:OutputConfig@vertex
        CountTokensRequest = contents:Content[] generateContentRequest:GenerateContentRequest@gemini
            model:string@vertex instances:any[]@vertex systemInstruction:Content@vertex tools:Tool[]@vertex generationConfig:GenerationConfig@vertex
        ComputeTokensRequest = contents:Content[] instances:any[] model:string
        SafetySetting = category:HarmCategory threshold:SafetySetting.HarmBlockThreshold method:SafetySetting.HarmBlockMethod@vertex
        ModelArmorConfig = promptTemplateName:string responseTemplateName:string
        OutputConfig = outputUriPrefix:string

        Content = role:string parts:Part[]
        Part = text:string/data inlineData:Blob/data fileData:FileData/data functionCall:FunctionCall/data functionResponse:FunctionResponse/data
            executableCode:ExecutableCode/data codeExecutionResult:CodeExecutionResult/data audioTranscription:AudioTranscription/data
            toolCall:ToolCall/data@gemini toolResponse:ToolResponse/data@gemini
            thought:bool thoughtSignature:bytes videoMetadata:VideoMetadata mediaResolution:MediaResolution mediaProcessing:MediaProcessing
            speechMetadata:SpeechMetadata partMetadata:object@gemini
        Blob = mimeType:string data:bytes displayName:string
        FileData = mimeType:string fileUri:string displayName:string
        FunctionCall = id:string name:string args:object partialArgs:PartialArg[]@vertex willContinue:bool@vertex
        PartialArg = jsonPath:string stringValue:string/delta numberValue:double/delta boolValue:bool/delta nullValue:NullValue/delta willContinue:bool
        FunctionResponse = id:string name:string response:object parts:FunctionResponsePart[] scheduling:FunctionResponse.Scheduling
            willContinue:bool@gemini
        FunctionResponsePart = inlineData:FunctionResponseBlob/data fileData:FunctionResponseFileData/data mediaProcessing:MediaProcessing@gemini
        FunctionResponseBlob = mimeType:string data:bytes displayName:string
        FunctionResponseFileData = mimeType:string fileUri:string displayName:string
        ExecutableCode = id:string language:ExecutableCode.Language code:string
        CodeExecutionResult = id:string outcome:CodeExecutionResult.Outcome output:string
        ToolCall = id:string toolType:ToolType toolName:string args:object
        ToolResponse = id:string toolType:ToolType response:object
        AudioTranscription = text:string finished:bool languageCode:string speakerLabel:string words:AudioTranscriptionWordInfo[]
        AudioTranscriptionWordInfo = word:string startOffset:duration endOffset:duration
        VideoMetadata = startOffset:duration endOffset:duration fps:double
        MediaResolution = level:MediaResolution.Level numTokens:int32
        SpeechMetadata = speaker:string style:string
        """;
}
