using System.Globalization;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Generators.Writing;

/// <summary>The twin's fields: the original's, in their order, then its own quantizers.</summary>
internal sealed partial class TwinWriter
{
    private const int LongestSum = 60;

    private void WriteFields()
    {
        var hasConstants = false;
        foreach (var plan in _plan.Fields)
        {
            if (IsHandedOver(plan))
                continue;

            hasConstants = true;
            _code.Line($"private {(plan.Field.IsStaticReadOnly ? "static readonly" : "const")} {plan.Field.Type} {plan.Field.Name} = {plan.Field.Constant};");
        }

        if (hasConstants)
            _code.Line();

        foreach (var plan in _plan.Fields)
        {
            if (IsHandedOver(plan))
                WriteField(plan);
        }

        foreach (var quantizer in _plan.Quantizers)
        {
            var type = quantizer is Pact2Quantizer ? _names.PowerOfTwo("Pact2") : _names.Quantizer("TensorQuantizer");
            _code.Line($"/// <summary>{Describe(quantizer)}{(quantizer.IsUnsigned ? "; never negative" : "")}{DescribeGuards(quantizer)}.</summary>");
            _code.Line($"private readonly {(MayBeAbsent(quantizer) ? _names.Nullable(type) : type)} {quantizer.Name};");
        }

        _code.Line();
    }

    private void WriteField(FieldPlan plan)
    {
        var field = plan.Field;
        if (Describe(plan) is { } description)
            _code.Line($"/// <summary>{description}</summary>");
        else if (field.Accessibility == "public")
            _code.Line($"/// <summary>As in <see cref=\"{_module.Type.Cref}\"/>.</summary>");
        if (field.ComponentName is { } name)
            _code.Line($"[{_names.Attribute("ComponentName")}(Name = {name})]");

        var type = field.IsNullable ? _names.Nullable(TwinTypeOf(plan)) : TwinTypeOf(plan);
        if (field.IsProperty)
            _code.Line($"{field.Accessibility} {type} {field.Name} {{ get; {(field.IsReadOnly ? "" : "set; ")}}}");
        else
            _code.Line($"{field.Accessibility} {(field.IsReadOnly ? "readonly " : "")}{type} {field.Name};");
    }

    private string TwinTypeOf(FieldPlan plan) => (plan.Conversion, plan.Field.Layer) switch
    {
        (Conversion.Quantize, { } layer) when IsForPowerOfTwo => _names.PowerOfTwo(KnownLayers.ForPowerOfTwo(layer.TypeName)),
        (Conversion.Quantize, { } layer) when IsForLowBit => _names.LowBit(KnownLayers.ForLowBit(layer.TypeName)),
        (Conversion.Clip, _) => _names.PowerOfTwo("Pact2"),
        (Conversion.Quantize, { } layer) => _names.Module("Quant" + layer.TypeName),
        (Conversion.Convert, { Kind: LayerKind.Sequential }) => _names.Module("QuantSequential"),
        (Conversion.Twin or Conversion.Convert, { TwinType: { } twin }) => twin,
        _ => plan.Field.Type,
    };

    private string? Describe(FieldPlan plan) => (plan.Conversion, plan.Field.Layer?.Kind, plan.Partner) switch
    {
        (Conversion.Clip, _, _) => DescribeClip(plan),
        (Conversion.Quantize, _, _) when IsForPowerOfTwo => DescribeWeight(plan),
        (Conversion.Quantize, _, _) when IsForLowBit => DescribeSides(plan),
        (Conversion.Quantize, LayerKind.AveragePool, _) => $"Quantizes its input{Code(plan.Input)}{Input(plan)}.",
        (Conversion.Quantize, LayerKind.Recurrent, _) => $"Quantizes its input{Code(plan.Input)} with its state{Input(plan)}, and its weights {Weight(plan)}.",
        (Conversion.Quantize, _, { } batchNorm) =>
            $"{Activation(plan)}Quantizes its input{Code(plan.Input)}{Input(plan)}, and its weight {Weight(plan)} with{Code(batchNorm)} merged into it.",
        (Conversion.Quantize, _, _) => $"{Activation(plan)}Quantizes its input{Code(plan.Input)}{Input(plan)}, and its weight {Weight(plan)}.",
        (Conversion.Copy, LayerKind.BatchNorm, { } convolution) => $"Merged into{Code(convolution)}; forward no longer calls it.",
        (Conversion.Copy, LayerKind.Activation, _) when plan.ComputedWith.Count > 0 =>
            $"Computed in one pass with{string.Join(" and", plan.ComputedWith.Select(static with => CodeOr(with, " a sum")))}; forward no longer calls it.",
        (Conversion.Convert, _, _) => "Quantized layer by layer.",
        _ => null,
    };

    private static string Activation(FieldPlan plan) => plan.Activation is { } activation ? $"Applies{Code(activation)} to its input first. " : "";

    /// <summary>How an input is quantized, where a field has it differently from its class.</summary>
    private string Input(FieldPlan plan)
    {
        if (plan.Options.InputDescriptor is { } input && input != _module.Options.InputDescriptor)
            return " as" + CodeOr(input, "");
        return plan.Options.ActivationBits == _module.Options.ActivationBits && plan.Options.InputDescriptor == _module.Options.InputDescriptor
            ? ""
            : $" to {plan.Options.ActivationBits.ToString(CultureInfo.InvariantCulture)} bits";
    }

    /// <summary>How a weight is quantized; to how many bits where a field has it differently from its class.</summary>
    private string Weight(FieldPlan plan)
    {
        if (plan.Options.WeightDescriptor is { } weight && !IsForPowerOfTwo)
            return "as" + CodeOr(weight, "");
        return plan.Options.WeightBits == _module.Options.WeightBits && (_module.Options.WeightDescriptor is null || IsForPowerOfTwo)
            ? PerWhat(plan.Options)
            : $"{PerWhat(plan.Options)} to {plan.Options.WeightBits.ToString(CultureInfo.InvariantCulture)} bits";
    }

    private static string Describe(QuantizerPlan quantizer) => quantizer switch
    {
        OperandQuantizer { Adds: true } operand =>
            $"Quantizes{Code(operand.Operand)}, the skip operand of{CodeOr(operand.Whole, " the sum")}, and computes the sum{(operand.Activation is { } activation ? $" and{Code(activation)}" : "")} in the same pass",
        OperandQuantizer { Role: OperandRole.Skip } operand => $"Quantizes{Code(operand.Operand)}, the skip operand of{CodeOr(operand.Whole, " the sum")}",
        OperandQuantizer operand => $"Quantizes{Code(operand.Operand)}, {Describe(operand.Role)}{CodeOr(operand.Whole, " its operation")}",
        ListQuantizer list => $"Quantizes the inputs of{CodeOr(list.Whole, " the concatenation")}, all with one range",
        ResultQuantizer result => $"Quantizes the result of{CodeOr(result.Whole, " an operation")}",
        OutputQuantizer { Position: 0 } => "Quantizes what the model returns; absent where the twin stands inside another",
        OutputQuantizer output => $"Quantizes the {Ordinal(output.Position + 1)} tensor that the model returns; absent where the twin stands inside another",
        Pact2Quantizer clip => Describe(clip),
        CallSiteQuantizer site => $"Quantizes the input of{Code(site.Layer)} at its {Ordinal(site.Call)} call",
        _ => "Quantizes an activation",
    };

    private static string Describe(OperandRole role) => role switch
    {
        OperandRole.Left => "the left operand of",
        OperandRole.Right => "the right operand of",
        OperandRole.Query => "the query of",
        OperandRole.Key => "the key of",
        OperandRole.Value => "the value of",
        OperandRole.Element => "a part of",
        _ => "the input of",
    };

    private static bool MayBeAbsent(QuantizerPlan quantizer) => quantizer.Guards.Count > 0 || quantizer is OutputQuantizer or Pact2Quantizer { IsOptional: true } or Pact2CallSite { IsNullable: true };

    private string DescribeGuards(QuantizerPlan quantizer) =>
        _guards.Condition(quantizer) is { } condition ? $"; there only if{CodeOr(condition, " forward reaches it")}" : "";

    private static string Ordinal(int number) => number switch
    {
        2 => "second",
        3 => "third",
        4 => "fourth",
        5 => "fifth",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };

    private static string Code(string? text) => text is null ? "" : CodeOr(text, "");

    private static string CodeOr(string text, string instead)
    {
        var isPlain = IsPlain(text);
        var line = isPlain ? text : string.Join(" ", text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        if (line.Length > LongestSum)
            return instead;
        return " <c>" + (isPlain ? line : line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")) + "</c>";
    }

    /// <summary>Whether a text reads in documentation as it is: on one line with single spaces, and without signs that mean something there.</summary>
    private static bool IsPlain(string text)
    {
        var previous = ' ';
        foreach (var character in text)
        {
            if (character is '\t' or '\r' or '\n' or '&' or '<' or '>' || (character == ' ' && previous == ' '))
                return false;
            previous = character;
        }

        return previous != ' ';
    }
}
