using QuantGen.Onnx.Wire;

namespace QuantGen.Onnx;

/// <summary>A model as an ONNX file holds it: a graph, and which operators it is written in. Shaped like ModelProto in onnx.proto.</summary>
/// <remarks>Functions, training information, sparse tensors and quantization annotations are not kept; files that have them are read without.</remarks>
public sealed class OnnxModel
{
    /// <summary>How many bytes a model file can have, just below 2 GB: the limit of its encoding.</summary>
    public const long MostFileBytes = int.MaxValue;

    /// <summary>The version of the format itself, which follows from the operator set: see <see cref="OnnxVersions"/>.</summary>
    public required long IrVersion { get; init; }

    /// <summary>Which program made the model.</summary>
    public string ProducerName { get; init; } = "";

    /// <summary>The version of that program.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary>Whose model it is, as a reversed domain name.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The version of the model.</summary>
    public long ModelVersion { get; init; }

    /// <summary>A text about the model.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>What it computes.</summary>
    public required OnnxGraph Graph { get; init; }

    /// <summary>The sets of operators that the nodes are of.</summary>
    public required IReadOnlyList<OnnxOperatorSet> OperatorSets { get; init; }

    /// <summary>Texts by name, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The version of the standard operators; 0 for a model without them.</summary>
    public long Opset => OperatorSets.FirstOrDefault(static set => set.Domain.Length == 0 || set.Domain == "ai.onnx")?.Version ?? 0;

    /// <summary>Reads a model file. Elements that it keeps in other files are looked up there when they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxException">It cannot be read, is no ONNX model, or is damaged; the message says where.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return OnnxReader.Load(path);
    }

    /// <summary>Reads a model from a stream. It cannot have elements in other files.</summary>
    /// <param name="stream">Readable and seekable, at the beginning of the model, which ends where the stream does.</param>
    /// <exception cref="OnnxException">The content cannot be read, is no ONNX model, or is damaged; the message says where.</exception>
    public static OnnxModel Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return OnnxReader.Read(stream, "the stream", folder: null);
    }

    /// <summary>
    /// Writes a model file; if it were longer than a limit, the elements of large tensors go to a second file of the same name and <c>.data</c> at its end. The same model gives the same bytes.
    /// Both files are written beside their places and then moved there, so that none is half written.
    /// </summary>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="mostBytes">The limit, at most <see cref="MostFileBytes"/>.</param>
    /// <exception cref="OnnxException">The files cannot be written, or the model without its large tensors is still too long.</exception>
    public void Save(string path, long mostBytes = MostFileBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegative(mostBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostBytes, MostFileBytes);
        OnnxFiles.Save(this, path, mostBytes);
    }

    /// <summary>Writes the model with all its elements to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <exception cref="OnnxException">The model is longer than <see cref="MostFileBytes"/>.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        new OnnxWriter(this).Write(stream);
    }

    /// <summary>The model with all its elements as bytes.</summary>
    /// <exception cref="OnnxException">The model is longer than an array can be.</exception>
    public byte[] ToBytes()
    {
        var writer = new OnnxWriter(this);
        if (writer.Length > Array.MaxLength)
            throw new OnnxException($"The model '{Graph.Name}' has {writer.Length} bytes, more than an array can hold: save it to a file.");

        var bytes = new byte[writer.Length];
        using (var stream = new MemoryStream(bytes))
            writer.Write(stream);

        return bytes;
    }
}
