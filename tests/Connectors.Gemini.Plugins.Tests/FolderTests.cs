namespace Connectors.Gemini.Plugins.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("folder-").FullName;
    private readonly string _outside = Directory.CreateTempSubdirectory("outside-").FullName;
    private readonly PluginFolder _folder;

    public FolderTests()
    {
        _folder = new PluginFolder(_root);
        File.WriteAllText(Path.Combine(_outside, "secret.txt"), "the-secret");
    }

    [Fact]
    public async Task What_exists_outside_cannot_be_found_out_through_a_link()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "linked"), _outside);

        var there = await Assert.ThrowsAsync<PluginException>(() => _folder.ReadAsync("linked/secret.txt", Desk.Cancellation));
        var notThere = await Assert.ThrowsAsync<PluginException>(() => _folder.ReadAsync("linked/nothing.txt", Desk.Cancellation));

        Assert.Equal(there.Message, notThere.Message);
    }

    [Fact]
    public async Task Links_that_stay_inside_are_followed_and_those_over_a_chain_are_not_when_it_leads_out()
    {
        Directory.CreateDirectory(Path.Combine(_root, "years"));
        await File.WriteAllTextAsync(Path.Combine(_root, "years", "2026.txt"), "42", Desk.Cancellation);
        File.CreateSymbolicLink(Path.Combine(_root, "latest.txt"), "years/2026.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "first.txt"), "second.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "second.txt"), "years/../../" + Path.GetFileName(_outside) + "/secret.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "loop.txt"), "loop.txt");

        Assert.Equal("42"u8.ToArray(), await _folder.ReadAsync("latest.txt", Desk.Cancellation));
        Assert.Equal("42"u8.ToArray(), await _folder.ReadAsync("years/../latest.txt", Desk.Cancellation));
        await Assert.ThrowsAsync<PluginException>(() => _folder.ReadAsync("first.txt", Desk.Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(() => _folder.ReadAsync("loop.txt", Desk.Cancellation));
    }

    [Fact]
    public async Task A_folder_beside_that_begins_with_the_same_name_is_outside()
    {
        Directory.CreateDirectory(_root + "-more");
        await File.WriteAllTextAsync(Path.Combine(_root + "-more", "a.txt"), "x", Desk.Cancellation);

        await Assert.ThrowsAsync<PluginException>(() => _folder.ReadAsync($"../{Path.GetFileName(_root)}-more/a.txt", Desk.Cancellation));
        Directory.Delete(_root + "-more", recursive: true);
    }

    [Fact]
    public void An_open_file_is_judged_by_where_it_really_is()
    {
        var link = Path.Combine(_root, "link.txt");
        File.CreateSymbolicLink(link, Path.Combine(_outside, "secret.txt"));
        using var file = new FileStream(link, FileMode.Open, FileAccess.Read);

        Assert.Equal(Path.Combine(_outside, "secret.txt"), PluginFolder.Opened(file.SafeFileHandle, link));
    }

    [Fact]
    public async Task A_file_is_never_written_over_nor_through_a_link_and_half_of_one_does_not_stay()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "image-1.png"), "mine", Desk.Cancellation);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _folder.WriteAsync("image", "image/png", new byte[9], cancelled.Token));
        Assert.Equal(["image-1.png"], Directory.GetFiles(_root).Select(Path.GetFileName));
        Assert.Equal("image-2.png", await _folder.WriteAsync("image", "image/png", new byte[9], Desk.Cancellation));
        File.CreateSymbolicLink(Path.Combine(_root, "image-3.png"), Path.Combine(_outside, "new.png"));
        Assert.Equal("image-4.png", await _folder.WriteAsync("image", "image/png", new byte[9], Desk.Cancellation));

        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_root, "image-1.png"), Desk.Cancellation));
        Assert.False(File.Exists(Path.Combine(_outside, "new.png")));
    }

    [Theory]
    [InlineData("a\0b.txt")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("no/such/file.txt")]
    public async Task What_is_no_file_is_told(string path) =>
        await Assert.ThrowsAsync<PluginException>(() => _folder.ReadAsync(path, Desk.Cancellation));

    [Fact]
    public async Task Only_recordings_are_heard_and_only_pictures_are_edited()
    {
        await using var desk = await Desk.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, "notes.txt"), "the-secret", Desk.Cancellation);
        var plugins = desk.Plugins(new UrlPolicy());

        var heard = await plugins.OfType<TranscriptionPlugin>().Single().InvokeAsync(new() { ["recording"] = "notes.txt" });
        var edited = await plugins.OfType<ImagePlugin>().Single().InvokeAsync(new() { ["prompt"] = "x", ["image"] = "notes.txt" }, function: 1);

        Assert.Contains("no recording", heard.Error(), StringComparison.Ordinal);
        Assert.Contains("no picture", edited.Error(), StringComparison.Ordinal);
        Assert.Empty(desk.Emulator.Journal.Entries);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }
}
