using ModelZoo;
using QuantGen.Checkpoints;
using QuantGen.Samples.Tests.Support;
using QuantGen.Testing;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Checkpoints;

/// <summary>The commands inspect, convert and load.</summary>
public sealed class CheckpointCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inspect_lists_tensors_and_what_their_numbers_are_like()
    {
        using (var layer = Sequential(("fc", Linear(2, 2))))
        {
            using var noGradient = no_grad();
            layer.state_dict()["fc.weight"].copy_(tensor([-1f, 0, 0.5f, 2.25f], [2, 2]));
            layer.state_dict()["fc.bias"].copy_(tensor([1e-7f, 0], [2]));
            Checkpoint.Save(layer, _folder.File("fc.safetensors"));
        }

        var result = await CommandLine.RunAsync("inspect", _folder.File("fc.safetensors"));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal(
            [
                $"{_folder.File("fc.safetensors")}: safetensors, 2 tensors, 6 numbers",
                "| tensor | type | shape | least | largest | mean |",
                "| fc.weight | Float32 | 2 x 2 | -1 | 2.25 | 0.4375 |",
                "| fc.bias | Float32 | 2 | 0 | 1E-7 | 5E-8 |",
            ],
            Lines(result));
    }

    [Theory]
    [InlineData("float.pth", "PyTorch, 8 tensors")]
    [InlineData("float_legacy.pth", "PyTorch, 8 tensors")]
    [InlineData("float.safetensors", "safetensors, 8 tensors")]
    [InlineData("training.pth", "Note: ")]
    [InlineData("types.pth", "| - | - | - |")]
    public async Task Inspect_reads_files_of_Python(string name, string expected)
    {
        var result = await CommandLine.RunAsync("inspect", Fixture(name));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains(expected, string.Join('\n', Lines(result)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_shows_the_keys_that_were_asked_for_and_quantizers()
    {
        using (var model = Models.ResNet20())
        using (var twin = model.ToQuantized())
            Checkpoint.Save(twin, _folder.File("twin.dat"), requireCalibrated: false);

        var result = await CommandLine.RunAsync("inspect", _folder.File("twin.dat"), "--keys", "conv1*");

        Assert.Equal(ExitCode.Success, result.ExitCode);
        var lines = Lines(result);
        Assert.Matches("TorchSharp by QuantGen [0-9.]+, [0-9]+ tensors, [0-9]+ numbers, 53 quantizers$", lines[0]);
        Assert.Equal(
            ["conv1.weight", "conv1._input_quantizer", "conv1._weight_quantizer"],
            lines.Where(static line => line.StartsWith("| conv1", StringComparison.Ordinal)).Select(static line => line.Split('|')[1].Trim()));
        Assert.Contains(lines, static line => line.StartsWith("| conv1._weight_quantizer", StringComparison.Ordinal) && line.Contains("8bit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Convert_writes_another_format_under_other_names()
    {
        File.WriteAllLines(_folder.File("names.txt"), ["# heads", "fc.{weight,bias} head.{w,b}"]);

        var result = await CommandLine.RunAsync("convert", Fixture("float_parallel.pth"), _folder.File("out.safetensors"), "--drop-prefix", "module.", "--rename", _folder.File("names.txt"));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("module.fc.weight -> head.w", Lines(result));
        Assert.Contains("module.block.conv1.bias -> block.conv1.bias", Lines(result));
        Assert.Matches("out.safetensors: safetensors, 8 tensors, [0-9]+ numbers$", Lines(result)[^1]);
        using var file = CheckpointFile.Open(_folder.File("out.safetensors"));
        Assert.Equal(["head.b", "head.w"], file.Tensors.Select(static tensor => tensor.Key).Where(static key => key.StartsWith("head", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(["names.txt", "out.safetensors"], _folder.FileNames());
    }

    [Theory]
    [InlineData("fc.weight fc.bias", "The keys 'fc.weight' and 'fc.bias'")]
    [InlineData("head.* fc.*", "is renamed by 'head.*': correct the pattern, or leave it out.")]
    [InlineData("fc.weight", "line 1, column 10: the new name is missing")]
    public async Task Convert_refuses_names_that_cannot_be_and_writes_nothing(string line, string expected)
    {
        File.WriteAllText(_folder.File("names.txt"), line);

        var result = await CommandLine.RunAsync("convert", Fixture("float.pth"), _folder.File("out.dat"), "--rename", _folder.File("names.txt"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(expected, result.Sentence(), StringComparison.Ordinal);
        Assert.Equal(["names.txt"], _folder.FileNames());
    }

    [Fact]
    public async Task Convert_writes_no_file_of_PyTorch()
    {
        var result = await CommandLine.RunAsync("convert", Fixture("float.pth"), _folder.File("out.pth"));

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("OUT takes no '.pth'", result.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "nowhere.pth")]
    [InlineData("convert", "nowhere.pth", "out.dat")]
    [InlineData("load", "nowhere.pth")]
    public async Task A_file_that_is_not_there_is_named(params string[] arguments)
    {
        var result = await CommandLine.RunAsync([arguments[0], .. arguments.Skip(1).Select(_folder.File)]);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("nowhere.pth", result.Sentence(), StringComparison.Ordinal);
        Assert.Empty(_folder.FileNames());
    }

    [Fact]
    public async Task Load_lists_what_was_not_restored_unused_and_reshaped()
    {
        await SaveOtherResNet20();

        var result = await CommandLine.RunAsync("load", _folder.File("other.dat"), "--reshape", "--output", _folder.File("loaded.dat"));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal(
            [
                $"CifarResNet: 126 tensors from '{_folder.File("other.dat")}', 1 not restored, 1 unused, 1 of another shape, 1 reshaped",
                "  not restored: bn1.bias",
                "  unused: bn1.shift",
                "  of another shape or type: fc.bias (file Float32 [3], model Float32 [10])",
                "  reshaped: fc.weight (file Float32 [640], model Float32 [10, 64])",
                $"Model: {_folder.File("loaded.dat")}",
            ],
            Lines(result));
        using var saved = CheckpointFile.Open(_folder.File("other.dat"));
        using var loaded = CheckpointFile.Open(_folder.File("loaded.dat"));
        Assert.True(Bits.Equal(saved.Read("conv1.weight"), loaded.Read("conv1.weight")));
    }

    [Fact]
    public async Task Load_names_keys_anew_and_takes_the_twin_on_demand()
    {
        using (var model = Models.ResNet20())
            Checkpoint.Save(model, _folder.File("model.safetensors"));
        File.WriteAllText(_folder.File("back.txt"), "net.* *");
        File.WriteAllText(_folder.File("there.txt"), "* net.*");
        await CommandLine.RunAsync("convert", _folder.File("model.safetensors"), _folder.File("there.dat"), "--rename", _folder.File("there.txt"));

        var result = await CommandLine.RunAsync("load", _folder.File("there.dat"), "--quantized", "--rename", _folder.File("back.txt"));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal($"QuantCifarResNet: 128 tensors from '{_folder.File("there.dat")}', 0 not restored, 0 unused, 0 of another shape, 0 reshaped", Assert.Single(Lines(result)));
    }

    [Fact]
    public async Task Load_says_where_nothing_fits()
    {
        var result = await CommandLine.RunAsync("load", Fixture("float_legacy.pth"), "--model", "alexnet");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("Nothing in the checkpoint", result.Sentence(), StringComparison.Ordinal);
    }

    // A ResNet-20 of which one key has another name, one tensor another shape and one other extents.
    private async Task SaveOtherResNet20()
    {
        using (var model = Models.ResNet20())
            Checkpoint.Save(model, _folder.File("model.dat"));
        File.WriteAllText(_folder.File("names.txt"), "bn1.bias bn1.shift");
        await CommandLine.RunAsync("convert", _folder.File("model.dat"), _folder.File("renamed.dat"), "--rename", _folder.File("names.txt"));

        using var file = CheckpointFile.Open(_folder.File("renamed.dat"));
        using var holder = new Holder(file.Tensors.ToDictionary(static tensor => tensor.Key, tensor => tensor.Key switch
        {
            "fc.weight" => file.Read(tensor.Key).reshape(640),
            "fc.bias" => zeros(3),
            _ => file.Read(tensor.Key),
        }, StringComparer.Ordinal));
        Checkpoint.Save(holder, _folder.File("other.dat"));
    }

    private static string Fixture(string name) => RepositoryRoot.Combine("tests", "fixtures", "checkpoints", name);

    // Cells of tables with one blank around them, without the line below the heads.
    private static string[] Lines(CommandResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith("| :-", StringComparison.Ordinal))
            .Select(static line => line.StartsWith('|') ? string.Join(" | ", line.Trim('|').Split('|').Select(static cell => cell.Trim())) : line.TrimEnd())
            .Select(static line => line.Contains(" | ", StringComparison.Ordinal) ? $"| {line} |" : line)];

    /// <summary>A module with given tensors as its state.</summary>
    private sealed class Holder : Module
    {
        public Holder(Dictionary<string, Tensor> state)
            : base(nameof(Holder)) => State = state;

        private Dictionary<string, Tensor> State { get; }

        public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) => State;
    }
}
