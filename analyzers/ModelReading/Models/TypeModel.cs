using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>The annotated class.</summary>
/// <param name="Name">Its name without namespace and containing types.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="MetadataName">Full metadata name, as <c>Samples.Outer+Block</c>; unique in the compilation.</param>
/// <param name="Accessibility">The keyword or keywords of its accessibility, as <c>public</c>.</param>
/// <param name="ContainingTypes">The types it is nested in, outermost first.</param>
/// <param name="BaseType">
/// TorchSharp's class that it derives from, over however many classes of the user's, as written in the file:
/// <c>Module&lt;Tensor, Tensor&gt;</c> or <c>nn.Module&lt;Tensor, Tensor&gt;</c>.
/// </param>
/// <param name="TypeParameters">Its type parameters in their brackets; empty if it has none.</param>
/// <param name="Constraints">What is asked of them, a clause each.</param>
/// <param name="Documentation">What its documentation says, as the lines of the twin's that follow the summary.</param>
internal sealed record TypeModel(
    string Name,
    string Namespace,
    string MetadataName,
    string Accessibility,
    EquatableArray<ContainingTypeModel> ContainingTypes,
    string BaseType,
    string TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<string> Documentation)
{
    /// <summary>The class with its type parameters.</summary>
    public string FullName => Name + TypeParameters;

    /// <summary>The class as a <c>cref</c> names it.</summary>
    public string Cref => Name + TypeParameters.Replace('<', '{').Replace('>', '}');
}
