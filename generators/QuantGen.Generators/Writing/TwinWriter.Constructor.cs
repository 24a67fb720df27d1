using System.Globalization;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>The twin's constructor, which the other half of the class calls with its fields.</summary>
internal sealed partial class TwinWriter
{
    private const string Internal = "internal ";

    private string NullableOptions => field ??= _names.Nullable(_names.Root("QuantizationOptions"));

    private List<string> HandedOver()
    {
        var values = new List<string>(_plan.Fields.Count + 2) { OptionsName };
        foreach (var plan in _plan.Fields)
        {
            if (IsHandedOver(plan))
                values.Add(plan.Field.Name);
        }

        values.Add("training");
        return values;
    }

    private static bool IsHandedOver(FieldPlan plan) => plan.Conversion != Conversion.Repeat;

    private string ParameterType(FieldPlan plan) => plan.Field.IsNullable ? _names.Nullable(plan.Field.Type) : plan.Field.Type;

    private void WriteConstructor()
    {
        WriteSignature();
        using (_code.Indent())
            _code.Line($": base(nameof({TwinType}))");
        using (_code.Block())
        {
            _code.Line("train(training); // no layer is registered yet: each keeps its own mode");
            WriteConverter();
            foreach (var plan in _plan.Fields)
            {
                if (IsHandedOver(plan))
                    WriteAssignment(plan);
            }

            foreach (var quantizer in _plan.Quantizers)
                WriteQuantizer(quantizer);
            WriteLinks();
            foreach (var plan in _plan.Fields)
            {
                if (plan.Field.IsTransient)
                    WriteTransient(plan.Field);
            }

            _code.Line("RegisterComponents();");
            _code.Line($"{ConverterName}.Complete(this);");
        }
    }

    /// <summary>A buffer that checkpoints leave out is registered here, because <c>RegisterComponents</c> registers all as saved.</summary>
    private void WriteTransient(FieldModel field)
    {
        var test = field.IsNullable || _module.Scope.Nullable == NullableState.Disabled ? $"if (this.{field.Name} is not null) " : "";
        _code.Line($"{test}register_buffer(nameof({field.Name}), this.{field.Name}, persistent: false);");
    }

    private void WriteQuantizer(QuantizerPlan quantizer)
    {
        var creation = quantizer is Pact2Quantizer clip ? Creation(clip) : Creation(quantizer);
        _code.Line(_guards.Condition(quantizer) is { } condition
            ? $"{quantizer.Name} = {condition} ? {creation} : null;"
            : $"{quantizer.Name} = {creation};");
    }

    private string Creation(QuantizerPlan quantizer)
    {
        var layer = quantizer is CallSiteQuantizer site ? _plan.Fields.First(plan => plan.Field.Name == site.Layer) : null;
        var maker = layer is null ? ConverterName : Converter(layer);
        return $"{maker}.{(quantizer is OutputQuantizer ? "Output" : "Activation")}Quantizer({(quantizer.IsUnsigned ? "unsigned: true" : "")})";
    }

    /// <summary>How wide the signature is if it stands on one line.</summary>
    private int WidthOfSignature()
    {
        var width = _code.Indentation + Internal.Length + _twin.Length + NullableOptions.Length + OptionsName.Length + "( , bool training)".Length;
        foreach (var plan in _plan.Fields)
        {
            if (IsHandedOver(plan))
                width += ParameterType(plan).Length + plan.Field.Name.Length + " , ".Length;
        }

        return width;
    }

    private void WriteSignature()
    {
        var (isOnOneLine, isFirst) = (WidthOfSignature() <= CodeWriter.MaximumWidth, true);
        _code.StartLine();
        _code.Raw(Internal);
        _code.Raw(_twin);
        _code.Raw('(');
        using (_code.Indent())
        {
            WriteParameter(NullableOptions, OptionsName);
            foreach (var plan in _plan.Fields)
            {
                if (IsHandedOver(plan))
                    WriteParameter(ParameterType(plan), plan.Field.Name);
            }

            WriteParameter("bool", "training");
        }

        _code.Raw(')');
        _code.EndLine();

        void WriteParameter(string type, string name)
        {
            if (!isFirst)
                _code.Raw(',');
            if (!isOnOneLine)
            {
                _code.EndLine();
                _code.StartLine();
            }
            else if (!isFirst)
            {
                _code.Raw(' ');
            }

            _code.Raw(type);
            _code.Raw(' ');
            _code.Raw(name);
            isFirst = false;
        }
    }

    private void WriteConverter()
    {
        var options = _module.Options;
        WriteConverter(options, IsForLowBit ? SettingsForLowBit(options) : Settings(options));
    }

    private List<string> Settings(OptionsModel options)
    {
        var settings = new List<string>();
        if (options.WeightBits != OptionsModel.Default.WeightBits)
            settings.Add("WeightBits = " + options.WeightBits.ToString(CultureInfo.InvariantCulture));
        if (options.ActivationBits != OptionsModel.Default.ActivationBits)
            settings.Add("ActivationBits = " + options.ActivationBits.ToString(CultureInfo.InvariantCulture));
        if (options.FoldBatchNorm != OptionsModel.Default.FoldBatchNorm)
            settings.Add("FoldBatchNorm = false");
        if (options.Target != OptionsModel.Default.Target)
            settings.Add($"Target = {_names.Root("QuantizationTarget")}.{options.Target}");
        if (IsForPowerOfTwo && options.BiasMode is { } bias)
            settings.Add($"BiasMode = {_names.Root("BiasMode")}.{bias}");
        if (options.QuantizePools != OptionsModel.Default.QuantizePools && !IsForPowerOfTwo)
            settings.Add("QuantizePools = true");
        if (options is { Fuse: true, Target: "TensorRT" })
            settings.Add("Fuse = true");
        if (options.InputDescriptor is { } input && !IsForPowerOfTwo)
            settings.Add("InputDescriptor = " + input);
        if (options.WeightDescriptor is { } weight && !IsForPowerOfTwo)
            settings.Add("WeightDescriptor = " + weight);
        return settings;
    }

    private void WriteConverter(OptionsModel options, List<string> settings)
    {
        var weights = IsForLowBit && !options.WritesWeights ? "" : $"{_names.Root("Granularity")}.{options.Weights}, ";
        _code.Line($"var {ConverterName} = new {_names.Module("LayerConverter")}({weights}{OptionsName}){(settings.Count == 0 ? ";" : "")}");
        if (settings.Count == 0)
            return;

        _code.Line("{");
        using (_code.Indent())
        {
            foreach (var setting in settings)
                _code.Line($"{setting},");
        }

        _code.Line("};");
    }

    /// <summary>The class of a list's elements, as the list's type is written.</summary>
    private static string ElementOf(string list)
    {
        var start = list.IndexOf('<') + 1;
        return list.Substring(start, list.LastIndexOf('>') - start);
    }

    private void WriteAssignment(FieldPlan plan)
    {
        var name = plan.Field.Name;
        switch (plan)
        {
            case { Conversion: Conversion.Copy, Partner: not null }:
                break; // written with its convolution, which needs it
            case { Conversion: Conversion.Quantize } when IsForLowBit:
                WriteLowBitLayer(plan);
                break;
            case { Conversion: Conversion.Quantize, Partner: { } batchNorm }:
                _code.Line($"this.{batchNorm} = {ConverterName}.Copy({batchNorm});");
                _code.Line($"this.{name} = {Converter(plan)}.{Method}({Cast(plan)}{name}, foldedInto: this.{batchNorm});");
                break;
            case { Conversion: Conversion.Quantize }:
                _code.Line($"this.{name} = {Converter(plan)}.{Method}({Cast(plan)}{name}{CopyOptions(plan)});");
                break;
            case { Conversion: Conversion.Clip }:
                _code.Line($"this.{name} = {ConverterOfClip(plan)}.Pact2({Cast(plan)}{name});");
                break;
            case { Conversion: Conversion.Convert, Field: { Type: var type, Layer: { HasTwinElements: true, TwinType: { } twin } } }:
                _code.Line($"this.{name} = {Converter(plan)}.Convert<{ElementOf(type)}, {ElementOf(twin)}>({name});");
                break;
            case { Conversion: Conversion.Convert, IsTakenApart: true }:
                _code.Line($"this.{name} = {Converter(plan)}.ConvertEach({Cast(plan)}{name});");
                break;
            case { Conversion: Conversion.Convert }:
                _code.Line($"this.{name} = {Converter(plan)}.Convert({Cast(plan)}{name});");
                break;
            case { Conversion: Conversion.Copy }:
                _code.Line($"this.{name} = {ConverterName}.Copy({Cast(plan)}{name}{CopyOptions(plan)});");
                break;
            case { Conversion: Conversion.Twin }:
                var access = plan.Field.IsNullable || _module.Scope.Nullable == NullableState.Disabled ? "?." : ".";
                _code.Line($"this.{name} = {name}{access}ToQuantized({Converter(plan)}.Options);");
                break;
            default:
                _code.Line($"this.{name} = {name};");
                break;
        }
    }

    /// <summary>The converter, with what a field's own annotation says differently.</summary>
    private string Converter(FieldPlan plan)
    {
        // Most fields have no annotation, and with it the very options of the class.
        if (ReferenceEquals(plan.Options, _module.Options) && !plan.IsInputUnsigned && plan.Reader == ResultReader.Any)
            return ConverterName;

        var overrides = Overrides(plan);
        return overrides.Count == 0 ? ConverterName : $"{ConverterName}.With({string.Join(", ", overrides)})";
    }

    private List<string> Overrides(FieldPlan plan)
    {
        if (IsForPowerOfTwo)
            return OverridesForPowerOfTwo(plan);
        if (IsForLowBit)
            return OverridesForLowBit(plan);

        var (options, common) = (plan.Options, _module.Options);
        var overrides = new List<string>();
        if (options.WeightDescriptor is null)
        {
            if (options.Weights != common.Weights)
                overrides.Add($"weights: {_names.Root("Granularity")}.{options.Weights}");
            if (options.WeightBits != common.WeightBits || common.WeightDescriptor is not null)
                overrides.Add("weightBits: " + options.WeightBits.ToString(CultureInfo.InvariantCulture));
        }

        if (options.InputDescriptor is null && (options.ActivationBits != common.ActivationBits || common.InputDescriptor is not null))
            overrides.Add("activationBits: " + options.ActivationBits.ToString(CultureInfo.InvariantCulture));
        if (plan.Conversion != Conversion.Quantize && options.FoldBatchNorm != common.FoldBatchNorm)
            overrides.Add("foldBatchNorm: " + (options.FoldBatchNorm ? "true" : "false"));
        if (plan.Conversion != Conversion.Quantize && options.QuantizePools != common.QuantizePools)
            overrides.Add("quantizePools: " + (options.QuantizePools ? "true" : "false"));
        if (options.InputDescriptor is { } input && input != common.InputDescriptor)
            overrides.Add("input: " + input);
        if (options.WeightDescriptor is { } weight && weight != common.WeightDescriptor)
            overrides.Add("weight: " + weight);
        if (plan.IsInputUnsigned)
            overrides.Add("unsignedInput: true");
        return overrides;
    }

    /// <summary>The options of a copy that TorchSharp's layer does not show.</summary>
    private string CopyOptions(FieldPlan plan)
    {
        if (plan.Field.Layer?.CopyOptions is not { } creation)
            return "";

        var record = creation.Substring("new ".Length).Split(' ', '(')[0];
        return ", new " + _names.Module(record) + creation.Substring("new ".Length + record.Length);
    }

    /// <summary>A field of type <c>Module&lt;...&gt;</c> whose layer's class is known is cast to it, so that the right overload is chosen.</summary>
    private string Cast(FieldPlan plan) =>
        plan.Field.Layer is { IsDeclared: false, TypeName: var type, CopyOptions: var options } && (plan.Conversion != Conversion.Copy || options is not null) && type != plan.Field.Type
            ? $"({_names.Layer(type)}{(plan.Field.IsNullable ? _names.Nullable("") : "")})"
            : "";

    /// <summary>The first name, or another if a field has it.</summary>
    private string FreeName(string first, string second)
    {
        var name = first;
        for (var i = 2; _module.Field(name) is not null; i++)
            name = i == 2 ? second : second + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
