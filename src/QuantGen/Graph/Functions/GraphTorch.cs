namespace QuantGen.Graph;

/// <summary>
/// The functions of <c>torch</c> that can be exported, over values of a graph: same names, same parameters. In traced code <c>GraphTorch.cat(...)</c> stands where forward has
/// <c>torch.cat(...)</c>.
/// </summary>
public static partial class GraphTorch;
