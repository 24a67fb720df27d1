using System.Reflection;
using Xunit;

namespace QuantGen.Tests.Graph.Mirroring;

/// <summary>Values of graphs have members of torch's tensors and no others: code of a forward compiles over both alike.</summary>
public sealed class MirrorTests
{
    [Fact]
    public void EachMemberStandsForOneOfTorch()
    {
        Assert.Empty(MirroredMembers.Methods.Where(static method => MirroredMembers.Original(method) is null).Select(MirroredMembers.Text));
    }

    [Fact]
    public void ResultsAreTheSame() => Assert.Empty(
        Pairs.Where(static pair => MirroredMembers.Translated(pair.Own.ReturnType) != pair.Torch.ReturnType).Select(static pair => MirroredMembers.Text(pair.Own)));

    [Fact]
    public void ParametersHaveTheSameNamesAndDefaults() => Assert.Empty(
        Pairs.Where(static pair => !pair.Own.GetParameters().Select(Form).SequenceEqual(pair.Torch.GetParameters().Select(Form))).Select(static pair => MirroredMembers.Text(pair.Own)));

    [Fact]
    public void ThereAreMany() => Assert.True(MirroredMembers.Methods.Count() > 600, $"{MirroredMembers.Methods.Count()}");

    private static IEnumerable<(MethodInfo Own, MethodInfo Torch)> Pairs => MirroredMembers.Methods
        .Select(static method => (method, Torch: MirroredMembers.Original(method)))
        .Where(static pair => pair.Torch is not null)
        .Select(static pair => (pair.method, pair.Torch!));

    private static (string? Name, bool IsOptional, object? Default, bool IsList) Form(ParameterInfo parameter) =>
        (parameter.Name, parameter.IsOptional, parameter.HasDefaultValue ? parameter.DefaultValue : null, parameter.IsDefined(typeof(ParamArrayAttribute)));
}
