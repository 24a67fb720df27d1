using System.CommandLine;
using QuantGen;
using QuantGen.PowerOfTwo;
using Segmentation.Training;

namespace Segmentation.Commands;

/// <summary>How the quantized twin of a network is made: the same for each command that uses one file.</summary>
internal sealed class RecipeOptions
{
    private static readonly Dictionary<string, PowerOfTwoRecipe> Recipes = new(StringComparer.Ordinal)
    {
        ["simple"] = PowerOfTwoRecipe.Simple,
        ["advanced"] = PowerOfTwoRecipe.Advanced,
        ["advanced-depthwise"] = PowerOfTwoRecipe.AdvancedDepthwise,
        ["advanced-per-channel"] = PowerOfTwoRecipe.AdvancedPerChannel,
    };

    private readonly Option<string> _recipe = ChoiceOption.Create("--recipe", "How the network is quantized and calibrated.", "advanced", Recipes.Keys);
    private readonly Option<int> _bits = NumberOption.Whole("--bits", "Bits of weights and activations.", 8, 2, 16);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_recipe);
        command.Add(_bits);
    }

    /// <summary>The recipe.</summary>
    public PowerOfTwoRecipe Read(ParseResult parse) => Recipes[parse.GetRequiredValue(_recipe)] with { Bits = parse.GetValue(_bits) };

    /// <summary>Makes the quantized twin of a network, with its weights. An auxiliary head stays float: it is there in training only.</summary>
    public Segmenter Twin(ParseResult parse, Segmenter network)
    {
        var options = Read(parse).Options;
        if (network.HasAuxiliary)
            options = options with { Layers = [.. options.Layers, new LayerOverride("auxiliary.*") { Enabled = false }] };

        return new Segmenter(((IQuantizable)network.Module).ToQuantized(options));
    }
}
