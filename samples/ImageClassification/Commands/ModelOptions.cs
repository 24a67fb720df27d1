using System.CommandLine;
using ImageClassification.Data;
using ModelZoo;
using QuantGen;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Commands;

/// <summary>Which model a command works on, where its weights are, and what it runs with.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _model = ChoiceOption.Create("--model", "The model.", "resnet20", Models.Names);
    private readonly Option<int> _seed = NumberOption.Whole("--seed", "Chooses the initial weights and the order of the pictures.", 1, 0);
    private readonly Option<int> _threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_seed);
        command.Add(_threads);
    }

    /// <summary>The model's name.</summary>
    public string Name(ParseResult parse) => parse.GetRequiredValue(_model);

    /// <summary>The seed of everything random.</summary>
    public int Seed(ParseResult parse) => parse.GetValue(_seed);

    /// <summary>Sets threads and seed, and makes the model with the fresh weights that belong to the seed.</summary>
    public Module<Tensor, Tensor> Create(ParseResult parse, ImageData data)
    {
        set_num_threads(parse.GetValue(_threads));
        random.manual_seed(Seed(parse));
        return Models.Create(Name(parse), data.ClassNames.Count);
    }

    /// <summary>Makes the quantized twin of a model, with its weights.</summary>
    public static Module<Tensor, Tensor> Twin(Module<Tensor, Tensor> model) =>
        (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized();
}
