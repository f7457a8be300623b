namespace Connectors.Gemini.Emulator.Messages;

/// <summary>Tools and their configuration. The notation is described at <see cref="MessageTable"/>.</summary>
internal static class ToolFacts
{
    public const string Text = """
        Tool = functionDeclarations:FunctionDeclaration[] googleSearch:GoogleSearch googleSearchRetrieval:GoogleSearchRetrieval
            codeExecution:Empty urlContext:Empty googleMaps:GoogleMaps computerUse:ComputerUse fileSearch:FileSearch@gemini
            mcpServers:McpServer[]@gemini enterpriseWebSearch:EnterpriseWebSearch@vertex retrieval:Retrieval@vertex
            exaAiSearch:ExaAiSearch@vertex parallelAiSearch:ParallelAiSearch@vertex
        FunctionDeclaration = name:string description:string parameters:Schema parametersJsonSchema:any response:Schema responseJsonSchema:any
            behavior:FunctionDeclaration.Behavior
        GoogleSearch = searchTypes:SearchTypes timeRangeFilter:Interval@gemini excludeDomains:string[]@vertex
            blockingConfidence:PhishBlockThreshold@vertex
        SearchTypes = webSearch:Empty imageSearch:Empty
        Interval = startTime:timestamp endTime:timestamp
        GoogleSearchRetrieval = dynamicRetrievalConfig:DynamicRetrievalConfig
        DynamicRetrievalConfig = mode:DynamicRetrievalConfig.Mode dynamicThreshold:float
        GoogleMaps = enableWidget:bool authConfig:AuthConfig groundingTypes:GroundingTypes@vertex
        GroundingTypes = places:Empty routing:Empty
        ComputerUse = environment:ComputerUse.Environment excludedPredefinedFunctions:string[] enablePromptInjectionDetection:bool
            disabledSafetyPolicies:ComputerUse.SafetyPolicy[]
        FileSearch = fileSearchStoreNames:string[] topK:int32 metadataFilter:string
        McpServer = name:string streamableHttpTransport:StreamableHttpTransport
        StreamableHttpTransport = url:string headers:map<string> timeout:duration sseReadTimeout:duration terminateOnClose:bool
        EnterpriseWebSearch = excludeDomains:string[] blockingConfidence:PhishBlockThreshold
        ExaAiSearch = apiKey:string customConfigs:object
        ParallelAiSearch = apiKey:string customConfigs:object enableDataRetention:bool enableZeroDataRetention:bool

        ToolConfig = functionCallingConfig:FunctionCallingConfig retrievalConfig:RetrievalConfig includeServerSideToolInvocations:bool@gemini
        FunctionCallingConfig = mode:FunctionCallingConfig.Mode allowedFunctionNames:string[] streamFunctionCallArguments:bool@vertex
        RetrievalConfig = latLng:LatLng languageCode:string
        LatLng = latitude:double longitude:double

        Retrieval = disableAttribution:bool vertexAiSearch:VertexAISearch/source vertexRagStore:VertexRagStore/source externalApi:ExternalApi/source
        VertexAISearch = datastore:string engine:string filter:string maxResults:int32 dataStoreSpecs:DataStoreSpec[]
        DataStoreSpec = dataStore:string filter:string
        VertexRagStore = ragCorpora:string[] ragResources:RagResource[] ragRetrievalConfig:RagRetrievalConfig similarityTopK:int32
            vectorDistanceThreshold:double storeContext:bool
        RagResource = ragCorpus:string ragFileIds:string[]
        RagRetrievalConfig = topK:int32 filter:RagFilter ranking:RagRanking hybridSearch:object
        RagFilter = metadataFilter:string vectorDistanceThreshold:double vectorSimilarityThreshold:double
        RagRanking = llmRanker:RagRanker rankService:RagRanker
        RagRanker = modelName:string
        ExternalApi = apiSpec:ExternalApi.ApiSpec endpoint:string apiAuth:ApiAuth authConfig:AuthConfig
            simpleSearchParams:Empty elasticSearchParams:ElasticSearchParams
        ElasticSearchParams = index:string numHits:int32 searchTemplate:string
        ApiAuth = apiKeyConfig:ApiKeySecret
        ApiKeySecret = apiKeySecretVersion:string apiKeyString:string
        AuthConfig = authType:AuthConfig.AuthType apiKey:string apiKeyConfig:ApiKeyConfig googleServiceAccountConfig:ServiceAccountConfig
            httpBasicAuthConfig:HttpBasicAuthConfig oauthConfig:OauthConfig oidcConfig:OidcConfig
        ApiKeyConfig = name:string apiKeySecret:string apiKeyString:string httpElementLocation:HttpElementLocation
        ServiceAccountConfig = serviceAccount:string
        HttpBasicAuthConfig = credentialSecret:string
        OauthConfig = accessToken:string serviceAccount:string
        OidcConfig = idToken:string serviceAccount:string
        """;
}
