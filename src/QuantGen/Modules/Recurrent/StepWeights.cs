using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>The weights of one recurrent layer in one direction, as its steps read them.</summary>
/// <param name="Input">What inputs are multiplied with, (gates * hidden, inputs).</param>
/// <param name="InputBias">What is added to that, or null.</param>
/// <param name="Hidden">What states are multiplied with, transposed: (hidden, gates * hidden).</param>
/// <param name="HiddenBias">What is added to that, or null.</param>
internal sealed record StepWeights(Tensor Input, Tensor? InputBias, Tensor Hidden, Tensor? HiddenBias)
{
    /// <summary>The state times its weight, with its bias.</summary>
    public Tensor FromHidden(Tensor hidden) => HiddenBias is null ? hidden.mm(Hidden) : HiddenBias.addmm(hidden, Hidden);
}
