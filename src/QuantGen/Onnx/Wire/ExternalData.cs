namespace QuantGen.Onnx.Wire;

/// <summary>Which tensors of a model have their elements in a second file, and where there.</summary>
/// <remarks>Source: docs/ExternalData.md in the ONNX repository.</remarks>
internal sealed class ExternalData
{
    /// <summary>The name of the entry that has the other file's path.</summary>
    public const string LocationKey = "location";

    /// <summary>The name of the entry that says where in it the elements begin.</summary>
    public const string OffsetKey = "offset";

    /// <summary>The name of the entry that says how many bytes they take.</summary>
    public const string LengthKey = "length";

    /// <summary>The number in TensorProto.DataLocation for elements in another file.</summary>
    public const int IsExternal = 1;

    // Shape inference needs to see short tensors, which say axes and extents; ONNX's own tools draw the line here too.
    private const long ShortestTensor = 1024;

    // Pages of this size can be mapped into memory.
    private const long Alignment = 4096;

    private readonly Dictionary<OnnxTensor, long> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<OnnxTensor> _tensors = [];

    /// <summary>Gives the large tensors of a model their places.</summary>
    /// <param name="model">The model.</param>
    /// <param name="location">The name of the second file, which lies beside the model's.</param>
    public ExternalData(OnnxModel model, string location)
    {
        Location = location;
        var end = 0L;
        foreach (var tensor in model.Graph.Initializers.Where(static tensor => tensor.ByteLength >= ShortestTensor))
        {
            var place = (end + Alignment - 1) / Alignment * Alignment;
            _places.Add(tensor, place);
            _tensors.Add(tensor);
            end = place + tensor.ByteLength;
        }
    }

    /// <summary>The name of the second file.</summary>
    public string Location { get; }

    /// <summary>Where a tensor's elements begin; null for one that is in the model's own file.</summary>
    public long? PlaceOf(OnnxTensor tensor) => _places.TryGetValue(tensor, out var place) ? place : null;

    /// <summary>Writes the second file.</summary>
    public void Write(Stream stream)
    {
        var end = 0L;
        foreach (var tensor in _tensors)
        {
            for (; end < _places[tensor]; end++)
                stream.WriteByte(0);

            CountingStream.Copy(tensor, stream);
            end += tensor.ByteLength;
        }
    }
}
