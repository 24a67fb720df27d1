extern alias onnxRuntime;

using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using ImageClassification.Data;
using ModelZoo;
using QuantGen;
using QuantGen.Checkpoints;
using OnnxRuntimeModels = onnxRuntime::ModelZoo.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Commands;

/// <summary>Which model a command works on, where its weights are, and what it runs with.</summary>
/// <param name="hasTarget">Whether the command has to do with the model's twin, so that it matters what the twin is for.</param>
internal sealed class ModelOptions(bool hasTarget = false)
{
    private const string TensorRt = "tensorrt";
    private const string OnnxRuntime = "onnxruntime";

    private readonly Option<string> _model = ChoiceOption.Create("--model", "The model.", "resnet20", Models.Names);
    private readonly Option<int> _seed = NumberOption.Whole("--seed", "Chooses the initial weights and the order of the pictures.", 1, 0);
    private readonly Option<string> _target = ChoiceOption.Create("--target", "What the quantized twin is for: it decides where quantizers stand.", TensorRt, [TensorRt, OnnxRuntime]);
    private readonly Option<int> _threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        if (hasTarget)
            command.Add(_target);
        command.Add(_seed);
        command.Add(_threads);
    }

    /// <summary>The model's name.</summary>
    public string Name(ParseResult parse) => parse.GetRequiredValue(_model);

    /// <summary>The seed of everything random.</summary>
    public int Seed(ParseResult parse) => parse.GetValue(_seed);

    /// <summary>Threads to compute with.</summary>
    public int Threads(ParseResult parse) => parse.GetValue(_threads);

    /// <summary>Sets threads and seed, and makes the model with the fresh weights that belong to the seed.</summary>
    /// <exception cref="TrainingException">The model cannot be run on pictures of this size.</exception>
    public Module<Tensor, Tensor> Create(ParseResult parse, ImageData data)
    {
        var model = Create(parse, data.ClassNames.Count);
        try
        {
            Try(model, data.Training.Side);
            return model;
        }
        catch (ExternalException exception)
        {
            model.Dispose();
            throw new TrainingException(string.Create(
                CultureInfo.InvariantCulture,
                $"The model '{Name(parse)}' cannot be run on pictures of {data.Training.Side} by {data.Training.Side} pixels: choose another --model, such as resnet20."),
                exception);
        }
    }

    /// <summary>Sets threads and seed, and makes the model with the fresh weights that belong to the seed.</summary>
    public Module<Tensor, Tensor> Create(ParseResult parse, long classes)
    {
        set_num_threads(Threads(parse));
        random.manual_seed(Seed(parse));
        return hasTarget && parse.GetValue(_target) == OnnxRuntime ? OnnxRuntimeModels.Create(Name(parse), classes) : Models.Create(Name(parse), classes);
    }

    // Before a checkpoint is read and hours go by. In evaluation mode, which changes neither statistics nor random numbers.
    private static void Try(Module<Tensor, Tensor> model, int side)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        model.call(zeros(1, ImageSet.Channels, side, side));
        model.train();
    }

    /// <summary>Loads float weights into a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">What train wrote.</param>
    /// <exception cref="TrainingException">The file is an 8-bit model's.</exception>
    public static void LoadFloat(Module<Tensor, Tensor> model, string weights)
    {
        try
        {
            Checkpoint.Load(model, weights);
        }
        catch (CheckpointException exception) when (exception.Report is { Missing.Count: 0, IsDescribed: true })
        {
            throw new TrainingException($"The file '{weights}' is an 8-bit model's: give float weights, as train writes them, or evaluate it with --quantized.", exception);
        }
    }

    /// <summary>Loads an 8-bit model into its twin.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="weights">What calibrate or finetune wrote.</param>
    /// <exception cref="TrainingException">The file lacks ranges, as a float model's does.</exception>
    public static void LoadTwin(Module<Tensor, Tensor> twin, string weights)
    {
        // A float model's file is let through: what it lacks is said better than by a list of keys.
        Checkpoint.Load(twin, weights, CheckpointMatch.QuantizersMayBeMissing);
        var names = twin.Quantizers().Where(static named => named.Quantizer is { Enabled: true, IsCalibrated: false }).Select(static named => named.Name).ToList();
        if (names.Count > 0)
            throw new TrainingException($"The file '{weights}' has no range for {names.Count} quantizers, the first of them '{names[0]}': give an 8-bit model, as calibrate and finetune write it.");
    }

    /// <summary>Loads weights into a model, or into its twin.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="weights">What train wrote, or calibrate or finetune.</param>
    /// <param name="isQuantized">Whether the file is a twin's.</param>
    /// <returns>The twin; null if the file is the float model's.</returns>
    /// <exception cref="TrainingException">The file is of the other kind.</exception>
    public static Module<Tensor, Tensor>? Load(Module<Tensor, Tensor> model, string weights, bool isQuantized)
    {
        if (!isQuantized)
        {
            LoadFloat(model, weights);
            return null;
        }

        var twin = Twin(model);
        LoadTwin(twin, weights);
        return twin;
    }

    /// <summary>Makes the quantized twin of a model, with its weights.</summary>
    public static Module<Tensor, Tensor> Twin(Module<Tensor, Tensor> model) =>
        (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();
}
