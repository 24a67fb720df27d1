namespace QuantGen.Onnx.Wire;

/// <summary>
/// Reads models in the wire format of onnx.proto. Fields that it does not know are skipped. A file that is damaged ends in an <see cref="OnnxException"/> that says at which byte; never in
/// another exception, and never in more memory than four times the file's length and <see cref="OnnxBudget.Allowance"/>.
/// </summary>
internal sealed partial class OnnxReader
{
    // A graph in an attribute of a node in a graph; each level is one graph.
    private const int DeepestGraph = 16;

    private readonly byte[] _file;
    private readonly string _source;
    private readonly string? _folder;
    private readonly OnnxBudget _budget;
    private readonly NameTable _names;

    private OnnxReader(byte[] file, OnnxBudget budget, string source, string? folder)
    {
        _file = file;
        _budget = budget;
        _source = source;
        _folder = folder;
        _names = new NameTable(budget);
    }

    /// <summary>Reads a file.</summary>
    public static OnnxModel Load(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(stream, $"'{path}'", Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads the rest of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="folder">Where tensors in other files are looked for; null if there cannot be any.</param>
    public static OnnxModel Read(Stream stream, string source, string? folder)
    {
        var length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new OnnxException($"The model in {source} has {length} bytes, more than an ONNX model can have.");

        var budget = new OnnxBudget(length, source);
        var file = budget.Array<byte>((int)length);
        stream.ReadExactly(file);
        return new OnnxReader(file, budget, source, folder).Model();
    }

    private OnnxModel Model()
    {
        var (sets, texts) = (new List<OnnxOperatorSet>(), new List<KeyValuePair<string, string>>());
        long irVersion = 0, modelVersion = 0;
        string producer = "", producerVersion = "", domain = "", documentation = "";
        OnnxGraph? graph = null;
        var reader = Begin(0.._file.Length);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: irVersion = reader.Number(); break;
                case 2: producer = Text(ref reader); break;
                case 3: producerVersion = Text(ref reader); break;
                case 4: domain = Text(ref reader); break;
                case 5: modelVersion = reader.Number(); break;
                case 6: documentation = Text(ref reader); break;
                case 7 when graph is null: graph = Graph(reader.Bytes(), depth: 0); break;
                case 7: throw reader.Damaged("it has two graphs");
                case 8: sets.Add(OperatorSet(reader.Bytes())); break;
                case 14: texts.Add(Pair(reader.Bytes())); break;
                default: reader.Skip(); break;
            }
        }

        if (graph is null || irVersion <= 0)
            throw reader.Damaged("it has no graph, or no version of its format");

        return new OnnxModel
        {
            IrVersion = irVersion,
            ProducerName = producer,
            ProducerVersion = producerVersion,
            Domain = domain,
            ModelVersion = modelVersion,
            Documentation = documentation,
            Graph = graph,
            OperatorSets = sets,
            Metadata = texts,
        };
    }

    private OnnxOperatorSet OperatorSet(Range place)
    {
        // The object, and its share of the list that doubles.
        _budget.Take((3 * OnnxBudget.ObjectCost) + sizeof(long));
        var (domain, version) = ("", 0L);
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: domain = Text(ref reader); break;
                case 2: version = reader.Number(); break;
                default: reader.Skip(); break;
            }
        }

        return new(domain, version);
    }

    private KeyValuePair<string, string> Pair(Range place)
    {
        _budget.Take(3 * 2 * IntPtr.Size);
        var (key, value) = ("", "");
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = Text(ref reader); break;
                case 2: value = Text(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new(key, value);
    }

    private ProtoReader Begin(Range place) => new(_file, place, _source);

    private string Text(ref ProtoReader reader) => _names.Text(_file.AsSpan(reader.Bytes())) ?? throw reader.Damaged("a text is not UTF-8");

    // How often each field of a message is there, so that arrays are made once and in their size.
    private void Count(Range place, Span<int> counts)
    {
        counts.Clear();
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field < counts.Length)
                counts[reader.Field]++;
            reader.Skip();
        }

    }
}
