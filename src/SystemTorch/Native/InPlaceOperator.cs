namespace TorchSharp.Native;

/// <summary>An operator that comes in two forms: one with a new result, one in place under the same name with an underscore.</summary>
internal sealed class InPlaceOperator(string name)
{
    private readonly Operator _function = new(name);
    private readonly Operator _inPlace = new(name + "_");

    /// <summary>Calls one of the forms. What it returns has a handle of its own, in place too.</summary>
    internal torch.Tensor Call(bool inplace, params ReadOnlySpan<Argument> arguments) => (inplace ? _inPlace : _function).Call(arguments);
}
