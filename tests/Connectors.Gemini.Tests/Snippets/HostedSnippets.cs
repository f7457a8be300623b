using Connectors.Gemini.Wire;
using Microsoft.Extensions.AI;

namespace Connectors.Gemini.Tests.Snippets;

/// <summary>Code of the page docs/hosted-tools.md: each block there is one of these regions.</summary>
internal static class HostedSnippets
{
    public static async Task Search(GeminiClient gemini)
    {
        #region search
        IChatClient chat = gemini.AsIChatClient("gemini-3.8-flash");
        ChatResponse response = await chat.GetResponseAsync(
            "Who won the last European championship?",
            new ChatOptions { Tools = [new HostedWebSearchTool()] });

        Console.WriteLine(response.ToMarkdownWithSources());                         // text with [1], and the numbered sources
        foreach (var citation in response.Messages.SelectMany(message => message.Contents).SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>())
            Console.WriteLine($"{citation.Title}: {citation.Url}");
        #endregion
    }

    public static async Task Consent(IChatClient chat, Func<ToolApprovalRequestContent, bool> askUser, AIFunction click)
    {
        #region consent
        using var invoking = new FunctionInvokingChatClient(chat) { AdditionalTools = [click] };    // the actions: known to the client, not declared to the model
        var options = new ChatOptions { Tools = [GeminiTools.ComputerUse()] };
        List<ChatMessage> messages = [new(ChatRole.User, "Buy the ticket.")];
        ChatResponse response;
        do
        {
            response = await invoking.GetResponseAsync(messages, options);
            messages.AddRange(response.Messages);
            messages.Add(new(ChatRole.User, [.. response.Messages
                .SelectMany(message => message.Contents)
                .OfType<ToolApprovalRequestContent>()
                .Select(request => request.CreateResponse(askUser(request)))]));
        }
        while (messages[^1].Contents.Count > 0);
        #endregion
    }

    public static async Task Count(IChatClient chat, List<ChatMessage> messages, ChatOptions options)
    {
        #region count
        CountTokensResponse count = await chat.CountTokensAsync(messages, options);   // the request itself, with its tools and instructions
        Console.WriteLine(count.TotalTokens);
        #endregion
    }
}
