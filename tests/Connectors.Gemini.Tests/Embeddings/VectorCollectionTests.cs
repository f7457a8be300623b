using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Connectors.Gemini.Emulator;
using Connectors.Gemini.Tests.Images;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;

namespace Connectors.Gemini.Tests.Embeddings;

/// <summary>The generator behind Microsoft.Extensions.VectorData: a collection embeds what is put in and what is searched for.</summary>
public class VectorCollectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collection_finds_the_note_that_is_meant()
    {
        await using var emulator = await GeminiEmulator.StartAsync();
        using var gemini = EmulatedImages.Client(emulator);
        using var notes = new NoteCollection(new NoteOptions { EmbeddingGenerator = gemini.AsIEmbeddingGenerator("gemini-embedding-2") });
        await notes.EnsureCollectionExistsAsync(Token);
        await notes.UpsertAsync([new Note("bread", "Bread is baked in a hot oven."), new Note("kite", "A kite flies in the wind."), new Note("tax", "Taxes are due in April.")], Token);

        var found = await notes.SearchAsync("How is bread baked in an oven?", top: 2, cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(2, found.Count);
        Assert.Equal("bread", found[0].Record.Key);
        Assert.True(found[0].Score > found[1].Score);
        Assert.Equal(2, emulator.Journal.Entries.Count);
        await notes.DeleteAsync("bread", Token);
        Assert.Null(await notes.GetAsync("bread", cancellationToken: Token));
    }

    internal sealed record Note(string Key, string Text);

    private sealed class NoteOptions : VectorStoreCollectionOptions;

    private sealed class NoteCollection(VectorStoreCollectionOptions options) : VectorStoreCollection<string, Note>
    {
        private readonly Dictionary<string, (Note Note, ReadOnlyMemory<float> Vector)> _notes = new(StringComparer.Ordinal);

        public override string Name => "notes";

        private IEmbeddingGenerator<string, Embedding<float>> Generator => (IEmbeddingGenerator<string, Embedding<float>>)options.EmbeddingGenerator!;

        public override Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

        public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default)
        {
            _notes.Clear();
            return Task.CompletedTask;
        }

        public override Task<Note?> GetAsync(string key, RecordRetrievalOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(_notes.TryGetValue(key, out var entry) ? entry.Note : null);

        public override IAsyncEnumerable<Note> GetAsync(Expression<Func<Note, bool>> filter, int top, FilteredRecordRetrievalOptions<Note>? options = null, CancellationToken cancellationToken = default) =>
            _notes.Values.Select(entry => entry.Note).Where(filter.Compile()).Take(top).ToAsyncEnumerable();

        public override Task DeleteAsync(string key, CancellationToken cancellationToken = default)
        {
            _notes.Remove(key);
            return Task.CompletedTask;
        }

        public override Task UpsertAsync(Note record, CancellationToken cancellationToken = default) => UpsertAsync([record], cancellationToken);

        public override async Task UpsertAsync(IEnumerable<Note> records, CancellationToken cancellationToken = default)
        {
            var notes = records.ToList();
            var vectors = await Generator.GenerateAsync(notes.Select(note => note.Text), cancellationToken: cancellationToken);
            foreach (var (note, vector) in notes.Zip(vectors))
            {
                _notes[note.Key] = (note, vector.Vector);
            }
        }

        public override async IAsyncEnumerable<VectorSearchResult<Note>> SearchAsync<TInput>(
            TInput searchValue, int top, VectorSearchOptions<Note>? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var wanted = await Generator.GenerateVectorAsync(Assert.IsType<string>(searchValue), cancellationToken: cancellationToken);
            foreach (var (note, vector) in _notes.Values.OrderByDescending(entry => Dot(entry.Vector, wanted)).Take(top))
            {
                yield return new VectorSearchResult<Note>(note, Dot(vector, wanted));
            }
        }

        public override object? GetService(Type serviceType, object? serviceKey = null) => null;

        private static double Dot(ReadOnlyMemory<float> left, ReadOnlyMemory<float> right) => left.ToArray().Zip(right.ToArray(), (a, b) => (double)a * b).Sum();
    }
}
