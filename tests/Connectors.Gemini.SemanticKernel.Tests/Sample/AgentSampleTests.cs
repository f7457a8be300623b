using System.Text.Json.Nodes;
using Connectors.Gemini.Emulator.Scripts;

namespace Connectors.Gemini.SemanticKernel.Tests.Sample;

/// <summary>samples/SemanticKernelAgent, as a user without a key has it.</summary>
public sealed class AgentSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agent-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_goal_is_planned_and_reached_with_memory_and_four_plugins_and_its_sources_are_told()
    {
        await using var visit = await Visit.StartAsync(_folder);

        await visit.Session.PlanAsync(null, memory: null, Visit.Cancellation);

        var lines = visit.Output.Split('\n');
        Assert.Equal("Goal: Choose a lamp for the hall: what light do people here like, what does it cost a year, and how will it look?", lines[0]);
        Assert.Equal(
            ["Plan:", "1. Recall what the notes say of it.", "2. Search the web for prices and lifetimes.", "3. Read lamps.md.", "4. Compute what a lamp costs a year.", "5. Draw it.", ""],
            lines[1..8]);
        string[] calls = ["[Memory.recall(", "[GoogleSearch.google_search(", "[Document.ask_document(", "[CodeExecution.run_code(", "[Image.draw_image("];
        Assert.Equal(calls.Length, lines[8..].TakeWhile(line => line.StartsWith('[')).Count());
        Assert.All(calls, (call, i) => Assert.StartsWith(call, lines[8 + i], StringComparison.Ordinal));
        Assert.Contains("The hall wants warm light, 2700 K", lines[8], StringComparison.Ordinal);
        Assert.Contains("- Search the web for prices and lifetimes: A kilowatt hour costs about 0.30 euros.[1] An LED lamp lasts about 15 years.[2]", lines);
        Assert.Contains($"- Read lamps.md: I see a text/markdown of {new FileInfo(Path.Combine(_folder, "lamps.md")).Length} bytes.", lines);
        Assert.Contains("- Compute what a lamp costs a year: The product is 4.38.", lines);
        Assert.Equal(
            ["Sources:", "[1] Electricity prices: https://example.org/electricity", "[2] LED lamps: https://example.com/led", $"Files: {_folder}", ""],
            lines[^5..]);
        // The model gives JPEG; the file is what its name says.
        var drawing = await File.ReadAllBytesAsync(Path.Combine(_folder, "image-1.jpg"), Visit.Cancellation);
        Assert.Equal([0xFF, 0xD8, 0xFF], drawing[..3]);
    }

    [Fact]
    public async Task Each_plugin_asks_Gemini_with_the_one_tool_that_it_is_for()
    {
        await using var visit = await Visit.StartAsync(_folder);

        await visit.Session.PlanAsync("Choose a lamp.", memory: null, Visit.Cancellation);

        var requests = visit.House.Emulator!.Journal.Entries.Select(entry => entry.Body.ToString()!).ToList();
        Assert.Single(requests, request => request.Contains("\"googleSearch\"", StringComparison.Ordinal));
        Assert.Single(requests, request => request.Contains("\"codeExecution\"", StringComparison.Ordinal));
        Assert.Single(requests, request => request.Contains("\"text/markdown\"", StringComparison.Ordinal));
        Assert.Single(requests, request => request.Contains("\"responseJsonSchema\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_outside_the_folder_is_refused_in_words_and_the_agent_goes_on()
    {
        var secret = Path.Combine(Path.GetDirectoryName(_folder)!, Path.GetFileName(_folder) + "-secret.txt");
        await File.WriteAllTextAsync(secret, "hush", Visit.Cancellation);
        try
        {
            await using var visit = await Visit.StartAsync(_folder);

            await visit.Session.PlanAsync($"What is in ../{Path.GetFileName(secret)}?", memory: null, Visit.Cancellation);

            Assert.Contains($"document: ../{Path.GetFileName(secret)}) = refused: The path leads out of the folder that may be read.", visit.Output, StringComparison.Ordinal);
            Assert.Contains("\n- Draw it: image-1.jpg\n", visit.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(visit.House.Emulator!.Journal.Entries, entry => entry.Body.ToString()!.Contains("inlineData", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task What_is_remembered_is_recalled_by_the_next_run()
    {
        await using (var visit = await Visit.StartAsync(_folder))
        {
            await visit.Session.AskAsync("Remember \"the piano in the study\nwas tuned in May\".", memory: null, Visit.Cancellation);
            Assert.StartsWith("[Memory.remember(note: the piano in the study was tuned in May) = Kept: the piano in the study was tuned in May]\n", visit.Output, StringComparison.Ordinal);
        }

        await using var next = await Visit.StartAsync(_folder);
        await next.Session.AskAsync("Recall \"when was the piano tuned\".", memory: null, Visit.Cancellation);

        Assert.StartsWith("[Memory.recall(question: when was the piano tuned) = the piano in the study was tuned in May / ", next.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Memory_recall", "question", " ", "The question is empty: say what is to be recalled.")]
    [InlineData("Memory_remember", "note", " ", "The note was not kept: it has 0 characters, and a note has 1 to 500.")]
    [InlineData("Image_draw_image", "prompt", " ", "refused: The argument 'prompt' is empty.")]
    [InlineData("Document_ask_document", "file", "lamps.md", "refused: There is no argument 'file'. The function takes: question, document.")]
    public async Task A_call_that_cannot_be_is_answered_in_words(string function, string argument, string value, string words)
    {
        await using var visit = await Visit.StartAsync(_folder);
        visit.House.Emulator!.Script.Next(Reply.Call(function, new JsonObject { [argument] = value }));

        await visit.Session.AskAsync("Do it.", memory: null, Visit.Cancellation);

        Assert.Contains($" = {words}]", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_of_several_searches_have_one_numbering()
    {
        await using var visit = await Visit.StartAsync(_folder);
        visit.House.Emulator!.Script.Next(
            Search("first"), Reply.Grounded("first", new GroundedText("One.", "https://example.com/1", "One")),
            Search("second"), Reply.Grounded("second", new GroundedText("Two.", "https://example.com/2", "Two"), new GroundedText(" One.", "https://example.com/1", "One"), new GroundedText(" Three.", "https://example.com/3", "Three")),
            Reply.Text("Two [2], and three [1, 3]? Not [2026]. Then [x]."));

        await visit.Session.AskAsync("Find it.", memory: null, Visit.Cancellation);

        Assert.EndsWith("Sources:\n[1] One: https://example.com/1\n[2] Two: https://example.com/2\n[3] Three: https://example.com/3\n", visit.Output, StringComparison.Ordinal);
        Assert.Contains("= Two.[2] One.[1] Three.[3] 2. [Two](https://example.com/2) 1. [One](https://example.com/1) 3. [Three]", visit.Output, StringComparison.Ordinal);
        var told = visit.House.Emulator.Journal.Entries[^1].Body.ToString();
        Assert.Contains("Two.[2] One.[1] Three.[3]", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_none_is_told()
    {
        await using var visit = await Visit.StartAsync(_folder);
        visit.House.Emulator!.Script.Next(Reply.Text("I would rather not."), Reply.Text("""{"steps":[]}"""));

        var words = await Assert.ThrowsAsync<InvalidDataException>(() => visit.Session.PlanAsync("Rest.", memory: null, Visit.Cancellation));
        await Assert.ThrowsAsync<InvalidDataException>(() => visit.Session.PlanAsync("Rest.", memory: null, Visit.Cancellation));

        Assert.Equal("The model made no plan, but said: I would rather not.", words.Message);
    }

    [Fact]
    public async Task The_fixed_conversation_goes_on_from_its_file()
    {
        await using var visit = await Visit.StartAsync(_folder);

        await visit.Session.DemoAsync(Visit.Cancellation);

        Assert.Contains("[House.list_lights() = kitchen on, hall off, study off]\n", visit.Output, StringComparison.Ordinal);
        Assert.Contains("[another agent goes on from 5 saved messages]\n", visit.Output, StringComparison.Ordinal);
        Assert.Contains("[House.switch_light(room: Study, on: True) = The light in the Study is on.]\n", visit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_is_kept_in_a_file_by_questions_plans_and_the_terminal()
    {
        var file = Path.Combine(_folder, "talk.json");
        await using var visit = await Visit.StartAsync(_folder);

        await visit.Session.AskAsync("Good morning.", file, Visit.Cancellation);
        await visit.Session.PlanAsync("Choose a lamp.", file, Visit.Cancellation);
        await visit.Session.TalkAsync(new StringReader("Good evening.\n\n/quit\nnever"), file, Visit.Cancellation);

        Assert.Contains("You said: Good evening.", visit.Output, StringComparison.Ordinal);
        Assert.Contains("(This is my turn 9 of our conversation.)", visit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never", visit.Output, StringComparison.Ordinal);
    }

    private static Reply Search(string question) => Reply.Call("GoogleSearch_google_search", new JsonObject { ["question"] = question });
}
