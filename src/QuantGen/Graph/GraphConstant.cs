using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>The elements of a constant. They stay where the model has them: nothing is copied until they are asked for.</summary>
public sealed class GraphConstant
{
    internal GraphConstant(Tensor values) => Values = values;

    /// <summary>The elements, on the processor, of the constant's type and shape. The graph or the model owns the tensor.</summary>
    public Tensor Values { get; }
}
