namespace Connectors.Gemini.Emulator.Messages;

/// <summary>The generation configuration and what it holds. The notation is described at <see cref="MessageTable"/>.</summary>
internal static class ConfigFacts
{
    public const string Text = """
        GenerationConfig = candidateCount:int32 stopSequences:string[] maxOutputTokens:int32 temperature:float topP:float topK:float seed:int32
            presencePenalty:float frequencyPenalty:float responseLogprobs:bool logprobs:int32
            responseMimeType:string responseSchema:Schema responseJsonSchema:any _responseJsonSchema:any@gemini
            responseFormat:ResponseFormat@gemini responseFormat:ResponseFormat[]@vertex responseModalities:GenerationConfig.Modality[]
            mediaResolution:GenerationConfig.MediaResolution speechConfig:SpeechConfig thinkingConfig:ThinkingConfig imageConfig:ImageConfig
            audioTranscriptionConfig:AudioTranscriptionConfig translationConfig:TranslationConfig enableAffectiveDialog:bool
            enableEnhancedCivicAnswers:bool@gemini audioTimestamp:bool@vertex routingConfig:RoutingConfig@vertex
            modelSelectionConfig:ModelSelectionConfig@vertex
        ThinkingConfig = includeThoughts:bool thinkingBudget:int32 thinkingLevel:ThinkingConfig.ThinkingLevel
        ImageConfig = aspectRatio:string imageSize:string personGeneration:ImageConfig.PersonGeneration@vertex
            prominentPeople:ImageConfig.ProminentPeople@vertex imageOutputOptions:ImageOutputOptions@vertex
        ImageOutputOptions = mimeType:string compressionQuality:int32
        SpeechConfig = languageCode:string voiceConfig:VoiceConfig multiSpeakerVoiceConfig:MultiSpeakerVoiceConfig
        MultiSpeakerVoiceConfig = speakerVoiceConfigs:SpeakerVoiceConfig[]
        SpeakerVoiceConfig = speaker:string voiceConfig:VoiceConfig
        VoiceConfig = voice:string/voice_config prebuiltVoiceConfig:PrebuiltVoiceConfig/voice_config
            replicatedVoiceConfig:ReplicatedVoiceConfig/voice_config
        PrebuiltVoiceConfig = voiceName:string
        ReplicatedVoiceConfig = mimeType:string voiceSampleAudio:bytes consentAudio:bytes@gemini
            voiceConsentSignature:VoiceConsentSignature@gemini
        VoiceConsentSignature = signature:string
        AudioTranscriptionConfig = languageCodes:string[] customVocabulary:string[] wordTimestamp:bool diarization:bool
            mode:AudioTranscriptionConfig.Mode sourceText:string adaptationPhrases:string[] languageAuto:Empty languageHints:LanguageHints
        LanguageHints = languageCodes:string[]
        TranslationConfig = targetLanguageCode:string echoTargetLanguage:bool
        ResponseFormat = text:TextResponseFormat image:ImageResponseFormat audio:AudioResponseFormat video:VideoResponseFormat
        TextResponseFormat = mimeType:TextResponseFormat.MimeType schema:any
        ImageResponseFormat = mimeType:ImageResponseFormat.MimeType aspectRatio:ImageResponseFormat.AspectRatio
            imageSize:ImageResponseFormat.ImageSize delivery:Delivery
        AudioResponseFormat = mimeType:AudioResponseFormat.MimeType sampleRate:int32 bitRate:int32 delivery:Delivery
        VideoResponseFormat = aspectRatio:VideoResponseFormat.AspectRatio duration:duration resolution:string delivery:Delivery gcsUri:string
        RoutingConfig = autoMode:AutoRoutingMode/routing_config manualMode:ManualRoutingMode/routing_config
        AutoRoutingMode = modelRoutingPreference:ModelRoutingPreference
        ManualRoutingMode = modelName:string
        ModelSelectionConfig = featureSelectionPreference:FeatureSelectionPreference
        Empty =

        Schema = type:Type format:string title:string description:string nullable:bool default:any example:any enum:string[]
            items:Schema minItems:int64 maxItems:int64 properties:map<Schema> required:string[] propertyOrdering:string[]
            minProperties:int64 maxProperties:int64 minLength:int64 maxLength:int64 pattern:string minimum:double maximum:double
            anyOf:Schema[] additionalProperties:any@vertex defs:map<Schema>@vertex ref:string@vertex $defs:map<Schema>@vertex $ref:string@vertex
        """;
}
