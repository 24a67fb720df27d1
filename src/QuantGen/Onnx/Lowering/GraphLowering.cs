using System.Reflection;
using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>Turns a graph into a model of ONNX.</summary>
internal static class GraphLowering
{
    /// <summary>The program's name in files.</summary>
    public const string Producer = "QuantGen";

    /// <summary>Turns a graph into a model.</summary>
    /// <exception cref="OnnxException">The target cannot have it; the message names the layer.</exception>
    public static OnnxModel Lower(QuantGraph source, OnnxOptions options)
    {
        RequireRanges(source);
        var graph = new WorkGraph(source);
        graph.RemoveUnread();
        var target = options.Target ?? TargetOf(source);
        var quantizers = QuantizerLowering.For(target);
        quantizers.Prepare(graph, options);
        graph.RemoveUnread();
        quantizers.FindBiases(graph);

        var emitter = new OnnxEmitter(graph.Values().Where(static value => value.Constant is null).Select(static value => value.Name));
        foreach (var node in graph.Nodes)
        {
            var lowered = new LoweredNode(node, emitter, options.Opset);
            if (node.Operation == GraphOperators.FakeQuantize)
                quantizers.Write(lowered, node.Attributes.Get<Quantization>("quantization"));
            else
                OperationLowering.Write(lowered);
        }

        var outputs = Outputs(graph, emitter);
        return new OnnxModel
        {
            IrVersion = OnnxVersions.IrVersion(options.Opset),
            ProducerName = Producer,
            ProducerVersion = Version,
            Graph = new OnnxGraph
            {
                Name = graph.Name,
                Nodes = emitter.Nodes,
                Initializers = emitter.Tensors,
                Inputs = [.. graph.Inputs.Select(static input => Info(input, input.Name))],
                Outputs = outputs,
            },
            OperatorSets = [new OnnxOperatorSet("", options.Opset)],
            Metadata = Metadata(target, options),
        };
    }

    /// <summary>What a graph seems to be made for; see <see cref="OnnxOptions.Target"/>.</summary>
    public static OnnxTarget TargetOf(QuantGraph source)
    {
        var graph = new WorkGraph(source);
        if (!IntegerLayers.HasQuantizers(graph))
            return OnnxTarget.Float;

        QuantizerPreparation.Apply(graph);
        var quantizers = graph.Nodes.Where(static node => node.Operation == GraphOperators.FakeQuantize && node.Inputs[0]!.Constant is null).Select(static node => WorkGraph.QuantizationOf(node.Outputs[0])!);
        var isForRuntime = quantizers.Any(static quantization => quantization.IsUnsigned || quantization.IsPowerOfTwo) || graph.Outputs.Any(static output => WorkGraph.QuantizationOf(output) is not null);
        return isForRuntime && IntegerLayers.Find(graph).Count == 0 ? OnnxTarget.OnnxRuntime : OnnxTarget.TensorRT;
    }

    /// <summary>The type and extents of a value.</summary>
    public static OnnxValueInfo Info(GraphInfo value, string name) => new()
    {
        Name = name,
        ElementType = OnnxElementTypes.Of(value.ElementType),
        Shape = [.. value.Shape.Select(static extent => new OnnxDimension(extent))],
    };

    private static string Version => typeof(GraphLowering).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    // An input or constant that is given back, or a value that is given back twice, needs a node of its own.
    private static List<OnnxValueInfo> Outputs(WorkGraph graph, OnnxEmitter emitter)
    {
        var (outputs, given) = (new List<OnnxValueInfo>(), new HashSet<GraphInfo>(ReferenceEqualityComparer.Instance));
        foreach (var output in graph.Outputs)
        {
            var name = emitter.NameOf(output);
            if (output.Producer is null || !given.Add(output) || name != output.Name)
                name = emitter.Node("Identity", $"{name}/Identity", [name]);

            outputs.Add(Info(output, name));
        }

        return outputs;
    }

    private static List<KeyValuePair<string, string>> Metadata(OnnxTarget target, OnnxOptions options)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["quantgen.target"] = target.ToString(), ["quantgen.version"] = Version };
        if (options.Calibration is { } calibration)
            texts["quantgen.calibration"] = calibration;
        if (options.ReducedRange)
            texts["quantgen.reduced_range"] = "true";
        foreach (var (name, text) in options.Metadata)
            texts[name] = text;

        return [.. texts];
    }

    // Tracing refuses such quantizers too; a graph can also be made by hand.
    private static void RequireRanges(QuantGraph graph)
    {
        foreach (var node in graph.Nodes.Where(static node => node.Operation == GraphOperators.FakeQuantize))
        {
            var name = QuantizerLowering.NameOf(node);
            var quantization = node.Attributes.Get<Quantization>("quantization");
            if (quantization.Scales.Count == 0)
                throw new OnnxException($"{name}: it has no range; calibrate the twin first.");
            if (quantization.Scales.Any(static scale => !(scale > 0) || float.IsInfinity(scale)))
                throw new OnnxException($"{name}: it has a scale of {quantization.Scales.First(static scale => !(scale > 0) || float.IsInfinity(scale))}, and must have one above zero; calibrate the twin anew.");
            if (quantization.Amax?.Any(static amax => !(amax >= 0) || float.IsInfinity(amax)) ?? false)
                throw new OnnxException($"{name}: it has an amax that is negative or not finite; calibrate the twin anew.");
            if (quantization.Axis is { } axis ? axis < 0 || axis >= node.Inputs[0]!.Shape.Count || node.Inputs[0]!.Shape[axis] != quantization.Scales.Count : quantization.Scales.Count != 1)
                throw new OnnxException($"{name}: its {quantization.Scales.Count} scales do not fit a value of shape [{string.Join(", ", node.Inputs[0]!.Shape)}].");
            if (node.Inputs[0]!.Constant is { } constant && !LevelWriter.IsFinite(constant.Values))
                throw new OnnxException($"{name}: it has values that are NaN or infinite; train or load it anew.");
        }
    }
}
