using System.Globalization;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>What a twin for fixed-point hardware has that others have not: clips behind its operations, and the way of ranges.</summary>
internal sealed partial class TwinWriter
{
    private bool IsForPowerOfTwo => _module.Options.Target == OptionsModel.PowerOfTwo;

    private string Method => IsForPowerOfTwo ? "PowerOfTwo" : "Quantize";

    private string RangeInterface => IsForPowerOfTwo ? ", " + _names.PowerOfTwo("IPowerOfTwoModule") : "";

    private string Creation(Pact2Quantizer clip) => clip switch
    {
        Pact2Input => ConverterName + ".InputPact2()",
        Pact2CallSite site when FieldOf(site.Layer) is var plan => $"{ConverterOfClip(plan)}.Pact2({Cast(plan)}{site.Layer})",
        Pact2Result { IsReturned: true } result => MakerOf(result) + ".OutputPact2()",
        Pact2Result { Reader: { } reader } result => $"{MakerOf(result)}.ActivationPact2(this.{reader})",
        Pact2Result result => MakerOf(result) + ".ActivationPact2()",
        _ => ConverterName + ".ActivationPact2()",
    };

    private FieldPlan FieldOf(string name) => _plan.Fields.First(plan => plan.Field.Name == name);

    private string MakerOf(Pact2Result result) => result.Layer is { } layer ? ConverterOfClip(FieldOf(layer), result.IsReturned) : ConverterName;

    /// <summary>The converter with the bits of activations that a field's own annotation asks for.</summary>
    private string ConverterOfClip(FieldPlan plan, bool isReturned = false)
    {
        if (plan.Options.ActivationBits == _module.Options.ActivationBits)
            return ConverterName;

        var bits = "activationBits: " + plan.Options.ActivationBits.ToString(CultureInfo.InvariantCulture);
        return $"{ConverterName}.With({bits}{(isReturned ? $", activationFollows: {ConverterName}.ActivationFollows" : "")})";
    }

    private List<string> OverridesForPowerOfTwo(FieldPlan plan)
    {
        var (options, common) = (plan.Options, _module.Options);
        var isWhole = plan.Conversion != Conversion.Quantize;
        var overrides = new List<string>();
        if (options.Weights != common.Weights)
            overrides.Add($"weights: {_names.Root("Granularity")}.{options.Weights}");
        if (options.WeightBits != common.WeightBits)
            overrides.Add("weightBits: " + options.WeightBits.ToString(CultureInfo.InvariantCulture));
        if (isWhole && options.ActivationBits != common.ActivationBits)
            overrides.Add("activationBits: " + options.ActivationBits.ToString(CultureInfo.InvariantCulture));
        if (isWhole && options.FoldBatchNorm != common.FoldBatchNorm)
            overrides.Add("foldBatchNorm: " + (options.FoldBatchNorm ? "true" : "false"));
        if (options.BiasMode is { } bias && bias != common.BiasMode)
            overrides.Add($"biasMode: {_names.Root("BiasMode")}.{bias}");
        if (plan.Reader != ResultReader.Any)
            overrides.Add("activationFollows: " + (plan.Reader == ResultReader.Quantizing ? "true" : ConverterName + ".ActivationFollows"));
        return overrides;
    }

    /// <summary>Tells each module whose range its input has; the model's own input has one in the outermost model only.</summary>
    private void WriteLinks()
    {
        if (_plan.Ranges is not { } ranges)
            return;

        foreach (var link in ranges.Links)
        {
            if (SourceOf(link.From, ranges.InputQuantizer) is { } source)
                _code.Line($"{Connect}({source}, this.{link.To});");
        }
    }

    private string? SourceOf(RangeSource from, string? inputQuantizer) => from switch
    {
        RangeSource.Part part => This(part.Field),
        RangeSource.Choice choice => $"{_guards.Write(choice.Guard)} ? {This(choice.WhereItHolds.Field)} : {This(choice.Elsewhere.Field)}",
        _ => inputQuantizer,
    };

    private string Connect => _names.Module("LayerConverter") + ".Connect";

    /// <summary>A field that the constructor has a parameter of the same name for.</summary>
    private string This(string field) => _plan.Fields.Any(plan => IsHandedOver(plan) && plan.Field.Name == field) ? "this." + field : field;

    private void WriteRanges()
    {
        if (_plan.Ranges is not { } ranges)
            return;

        var (type, owner) = (_names.Nullable(_names.PowerOfTwo("Pact2")), _names.PowerOfTwo("IPowerOfTwoModule"));
        _code.Line();
        _code.Line("/// <inheritdoc />");
        _code.Line($"{type} {owner}.InputRange");
        using (_code.Block())
        {
            var readers = ranges.Links.Where(static link => link.From is RangeSource.ModelInput).ToArray();
            _code.Line(readers.Length == 0 ? "set { }" : "set");
            if (readers.Length > 0)
            {
                using (_code.Block())
                {
                    foreach (var link in readers)
                        _code.Line($"{Connect}(value, {link.To});");
                }
            }
        }

        _code.Line();
        _code.Line("/// <inheritdoc />");
        _code.Line($"{type} {owner}.OutputRange => {RangeOf(ranges.Output)};");
    }

    private string RangeOf(RangeSource? source) => source switch
    {
        RangeSource.Part part => RangeOf(part),
        RangeSource.Choice choice => $"{_guards.Write(choice.Guard)} ? {RangeOf(choice.WhereItHolds)} : {RangeOf(choice.Elsewhere)}",
        _ => "null",
    };

    private string RangeOf(RangeSource.Part part) => IsClip(part.Field) ? part.Field : $"{_names.Module("LayerConverter")}.RangeOf({part.Field})";

    private bool IsClip(string source) =>
        _plan.Quantizers.Any(quantizer => quantizer.Name == source) || _plan.Fields.Any(plan => plan.Field.Name == source && plan.Conversion == Conversion.Clip);

    private string DescribeWeight(FieldPlan plan) =>
        $"Quantizes its weight{(plan.Partner is { } batchNorm ? $", merged with{Code(batchNorm)}," : "")} {Weight(plan)}.";

    private string DescribeClip(FieldPlan plan)
    {
        var bits = plan.Options.ActivationBits == _module.Options.ActivationBits ? "" : $" to {plan.Options.ActivationBits.ToString(CultureInfo.InvariantCulture)} bits";
        return $"Clips{CodeOr(plan.Input ?? "", " its input")} {ClipOf(plan.Field.Layer!)} and quantizes it{bits}.";
    }

    private static string ClipOf(LayerModel layer) => layer.TypeName switch
    {
        "ReLU6" => "to a power of two from zero on, and to 6,",
        "Hardtanh" => "to its fixed range",
        "QuantizeHere" => "to a power of two",
        _ => "to a power of two from zero on",
    };

    private static string Describe(Pact2Quantizer clip) => clip switch
    {
        Pact2Input input => $"Clips the input{Code(input.Parameter)} to a power of two and quantizes it; absent where the twin stands inside another",
        Pact2CallSite site => $"Takes the place of{Code(site.Layer)} at its {Ordinal(site.Call)} call",
        Pact2Result { IsReturned: true } result => DescribeResult(result) + "; absent where an activation follows the model",
        Pact2Result { Reader: { } reader } result => DescribeResult(result) + $"; absent where{Code(reader)} does",
        Pact2Result result => DescribeResult(result),
        _ => "Clips an activation",
    };

    private static string DescribeResult(Pact2Result result) =>
        $"Clips the result of{CodeOr(result.Whole, result.Layer is { } layer ? Code(layer) : " an operation")} to a power of two and quantizes it";
}
