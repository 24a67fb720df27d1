using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuantGen.Analyzers.Layers;

/// <summary>A call of a factory of <c>torch.nn</c> that makes a layer.</summary>
/// <param name="layer">The layer's class, which is the factory's name.</param>
/// <param name="call">The call.</param>
internal sealed class LayerCreation(string layer, IInvocationOperation call)
{
    /// <summary>The layer's class.</summary>
    public string Layer { get; } = layer;

    /// <summary>What it is made with.</summary>
    public CallArguments Arguments { get; } = new(call);

    /// <summary>The call as written.</summary>
    public InvocationExpressionSyntax Syntax { get; } = (InvocationExpressionSyntax)call.Syntax;

    /// <summary>The part that names the factory: <c>Conv2d</c> in <c>nn.Conv2d(3, 8, 3)</c>.</summary>
    public SyntaxNode Factory => Syntax.Expression is MemberAccessExpressionSyntax access ? access.Name : Syntax.Expression;

    /// <summary>Whether it is a convolution in which every group has one input channel, and there is more than one group.</summary>
    public bool IsDepthwise
    {
        get
        {
            if (!Layer.StartsWith("Conv", StringComparison.Ordinal) || Arguments.Written("groups") is null)
                return false;

            return Arguments.Number("groups") is { } groups && Arguments.Number("in_channels") is { } channels
                ? groups == channels && groups > 1
                : Arguments.Text("groups") == Arguments.Text("in_channels");
        }
    }

    /// <summary>The place of an argument's value if it is written, else that of the factory's name.</summary>
    public Location PlaceOf(params ReadOnlySpan<string> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (Arguments.Written(parameter) is { } argument)
                return argument.Value.Syntax.GetLocation();
        }

        return Factory.GetLocation();
    }
}
