namespace QuantGen.Graph;

/// <summary>
/// The functions of <c>torch.nn.functional</c> that can be exported, over values of a graph: same names, same parameters. In traced code <c>GraphFunctional.relu(...)</c> stands where forward
/// has <c>functional.relu(...)</c>.
/// </summary>
public static partial class GraphFunctional
{
    private static GraphValue Set(GraphValue input, GraphValue result, bool inplace) => inplace ? input.Become(result) : result;
}
