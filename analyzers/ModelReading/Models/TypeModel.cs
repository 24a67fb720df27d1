using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>The annotated class.</summary>
/// <param name="Name">Its name without namespace and containing types.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="MetadataName">Full metadata name, as <c>Samples.Outer+Block</c>; unique in the compilation.</param>
/// <param name="Accessibility">The keyword or keywords of its accessibility, as <c>public</c>.</param>
/// <param name="ContainingTypes">The types it is nested in, outermost first.</param>
/// <param name="BaseType">Its base as written in the file, as <c>Module&lt;Tensor, Tensor&gt;</c> or <c>nn.Module&lt;Tensor, Tensor&gt;</c>.</param>
internal sealed record TypeModel(
    string Name,
    string Namespace,
    string MetadataName,
    string Accessibility,
    EquatableArray<ContainingTypeModel> ContainingTypes,
    string BaseType);
