using TorchSharp.Modules;

namespace QuantGen.LowBit;

/// <summary>Parameters that outlive the scope in which they are made.</summary>
internal static class ParameterExtensions
{
    /// <summary>The parameter, taken out of the scope.</summary>
    public static Parameter Detached(this Parameter parameter)
    {
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
