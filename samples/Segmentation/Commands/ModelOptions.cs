using System.CommandLine;
using Segmentation.Training;
using static TorchSharp.torch;

namespace Segmentation.Commands;

/// <summary>Which network a command works on, and what it runs with.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string> _model = ChoiceOption.Create("--model", "The network.", "deeplabv3lite", Networks.Names);
    private readonly Option<int> _seed = NumberOption.Whole("--seed", "Chooses the initial weights and the order of the pictures.", 1, 0);
    private readonly Option<int> _threads = NumberOption.Whole("--threads", "Threads to compute with.", Environment.ProcessorCount, 1, 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        command.Add(_seed);
        command.Add(_threads);
    }

    /// <summary>The network's name.</summary>
    public string Name(ParseResult parse) => parse.GetRequiredValue(_model);

    /// <summary>The seed of everything random.</summary>
    public int Seed(ParseResult parse) => parse.GetValue(_seed);

    /// <summary>Sets threads and seed, and makes the network with the fresh weights that belong to the seed.</summary>
    public Segmenter Create(ParseResult parse, OpenedData data)
    {
        set_num_threads(parse.GetValue(_threads));
        random.manual_seed(Seed(parse));
        return new Segmenter(Networks.Create(Name(parse), data.Data.Training.Labels.Classes.Count));
    }
}
