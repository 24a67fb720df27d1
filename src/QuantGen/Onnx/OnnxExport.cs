using QuantGen.Graph;
using QuantGen.Onnx.Lowering;

namespace QuantGen.Onnx;

/// <summary>Writes graphs of models and twins as ONNX.</summary>
public static class OnnxExport
{
    /// <summary>
    /// Writes a graph to a file; the same graph gives the same bytes. Weights are rounded to levels while they are written, so that little is held in memory besides the model. Nothing is touched
    /// before the graph is known to be expressible, and no file is left half written.
    /// </summary>
    /// <param name="graph">The graph of a model, or of a calibrated twin. It is not changed.</param>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <exception cref="OnnxException">
    /// A quantizer has no range or one that cannot be; the operator set, or ONNX, lacks what a layer needs; a bias does not fit in 32 bits; a layer would stay in floating point; the file cannot be
    /// written. The message names the layer or file.
    /// </exception>
    public static void Save(QuantGraph graph, string path, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxOptions();
        ToModel(graph, options).Save(path, options.ExternalDataThreshold);
    }

    /// <summary>Turns a graph into a model of ONNX. Its tensors read the graph's constants when they are written, so graph and twin must stay, and stay as they are, until then.</summary>
    /// <param name="graph">The graph of a model, or of a calibrated twin. It is not changed.</param>
    /// <param name="options">How it is written; null for the defaults.</param>
    /// <exception cref="OnnxException">As for <see cref="Save"/>, but for files.</exception>
    public static OnnxModel ToModel(QuantGraph graph, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return GraphLowering.Lower(graph, options ?? new OnnxOptions());
    }
}
