using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Checkpoints;
using QuantGen.Samples.Tests.Support;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_folder_that_does_not_exist() =>
        await FailsOnData(_folder.File("nowhere"), "does not exist");

    [Fact]
    public async Task A_data_folder_that_is_empty() =>
        await FailsOnData(_folder.Path, "holds no data_batch_*.bin");

    [Fact]
    public async Task A_data_folder_without_test_pictures()
    {
        CifarFolder.Write(_folder.Path);
        File.Delete(_folder.File("test_batch.bin"));

        await FailsOnData(_folder.Path, "holds no test_batch.bin");
    }

    [Fact]
    public async Task A_data_file_that_is_empty()
    {
        CifarFolder.Write(_folder.Path);
        File.WriteAllBytes(_folder.File("data_batch_1.bin"), []);

        await FailsOnData(_folder.Path, "data_batch_1.bin' is empty");
    }

    [Fact]
    public async Task A_data_file_that_is_cut_short()
    {
        CifarFolder.Write(_folder.Path);
        Truncate(_folder.File("test_batch.bin"), (2 * CifarFolder.Record) + 100);

        await FailsOnData(_folder.Path, "are 2 records of 3073 bytes and 100 bytes more");
    }

    [Fact]
    public async Task A_data_file_with_a_label_that_no_class_has()
    {
        CifarFolder.Write(_folder.Path);
        var bytes = CifarFolder.Records(3, first: 0);
        bytes[CifarFolder.Record] = 10;
        File.WriteAllBytes(_folder.File("data_batch_1.bin"), bytes);

        await FailsOnData(_folder.Path, "record 1 has the label 10");
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_exist()
    {
        var sentence = await Fails("evaluate", "--pictures", "30", "--weights", _folder.File("none.dat"));

        Assert.Contains("none.dat", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_another_model_with_every_key_that_differs()
    {
        using var other = Models.ResNet32();
        Checkpoint.Save(other, _folder.File("resnet32.dat"));

        var sentence = await Fails("evaluate", "--pictures", "30", "--weights", _folder.File("resnet32.dat"));

        Assert.Contains("layer1.4.conv2.weight", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_that_is_cut_short()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("resnet20.dat"));
        Truncate(_folder.File("resnet20.dat"), 100_000);

        var sentence = await Fails("evaluate", "--pictures", "30", "--weights", _folder.File("resnet20.dat"));

        Assert.Contains("resnet20.dat", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_twin_without_ranges_that_is_evaluated_names_the_quantizer()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("evaluate", "--quantized", "--pictures", "30", "--weights", _folder.File("float.dat"));

        Assert.Contains("conv1._", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_twin_without_ranges_that_is_fine_tuned()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("finetune", "--pictures", "30", "--weights", _folder.File("float.dat"), "--output", _folder.File("tuned.dat"));

        Assert.Contains("conv1._", sentence, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task A_twin_without_ranges_whose_layers_are_measured()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("sensitivity", "--pictures", "30", "--weights", _folder.File("float.dat"), "--output", _folder.File("layers.json"));

        Assert.Contains("quantizers, the first of them 'conv1._", sentence, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("collect", "--output", "part")]
    public async Task An_eight_bit_model_where_float_weights_are_needed(string command, params string[] more)
    {
        using var model = Models.ResNet20();
        using var twin = model.ToQuantized();
        using var calibrator = new Calibrator(twin);
        using var batch = TorchSharp.torch.randn(1, 3, 32, 32);
        calibrator.Collect([batch]);
        calibrator.Compute(CalibrationMethod.Max);
        Checkpoint.Save(twin, _folder.File("twin.dat"));

        var sentence = await Fails([command, "--pictures", "30", "--weights", _folder.File("twin.dat"), .. more.Select(word => word == "part" ? _folder.File(word) : word)]);

        Assert.Equal($"The file '{_folder.File("twin.dat")}' is an 8-bit model's: give float weights, as train writes them, or evaluate it with --quantized.", sentence);
        Assert.Equal(["twin.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task A_model_that_needs_larger_pictures()
    {
        var sentence = await Fails("train", "--model", "alexnet", "--pictures", "30", "--output", _folder.File("float.dat"));

        Assert.Equal("The model 'alexnet' cannot be run on pictures of 32 by 32 pixels: choose another --model, such as resnet20.", sentence);
        Assert.Empty(_folder.FileNames());
    }

    [Fact]
    public async Task A_checkpoint_that_is_a_folder()
    {
        var sentence = await Fails("evaluate", "--pictures", "30", "--weights", _folder.Path);

        Assert.Equal($"The checkpoint '{_folder.Path}' is a folder: give the name of a file.", sentence);
    }

    [Fact]
    public async Task Weights_that_are_no_numbers_end_a_calibration_with_the_quantizer_and_the_batch()
    {
        using var model = Models.ResNet20();
        using (TorchSharp.torch.no_grad())
            model.get_parameter("conv1.weight")!.fill_(float.NaN);
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("calibrate", "--pictures", "30", "--weights", _folder.File("float.dat"), "--output", _folder.File("twin.dat"));

        Assert.Contains("conv1", sentence, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task More_pictures_held_out_than_there_are()
    {
        var sentence = await Fails("train", "--pictures", "30", "--hold-out", "30", "--output", _folder.File("o.dat"));

        Assert.Contains("30 pictures cannot be held out of 30", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_a_folder()
    {
        var sentence = await Fails("train", "--pictures", "30", "--output", _folder.Path);

        Assert.Contains("is a folder", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_below_a_file()
    {
        File.WriteAllText(_folder.File("file"), "");

        var sentence = await Fails("train", "--pictures", "30", "--output", Path.Combine(_folder.File("file"), "o.dat"));

        Assert.Contains("file", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_or_read_only()
    {
        // Not even the superuser may make files there.
        if (!Directory.Exists("/proc/self"))
            return;

        Assert.Contains("'/proc/quantgen/o.dat' cannot be written", await Fails("train", "--pictures", "30", "--output", "/proc/quantgen/o.dat"), StringComparison.Ordinal);
        Assert.Contains("cannot be written", await Fails("demo", "--pictures", "30", "--output", "/proc/quantgen"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_holds_no_batch()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("collect", "--pictures", "30", "--shard", "2/2", "--weights", _folder.File("float.dat"), "--output", _folder.File("part"));

        Assert.Contains("so that part 2 of 2 is empty", sentence, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task A_part_to_merge_that_is_none()
    {
        File.WriteAllText(_folder.File("part"), "not a state");

        var result = await CommandLine.RunAsync("merge", _folder.File("part"), "--output", _folder.File("all"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(_folder.File("part"), result.Sentence(), StringComparison.Ordinal);
        Assert.Equal(["part"], _folder.FileNames());
    }

    private static async Task FailsOnData(string folder, string expected)
    {
        var sentence = await Fails("demo", "--data", folder, "--output", Path.Combine(folder, "results"));

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "results")));
    }

    private static async Task<string> Fails(params string[] arguments)
    {
        var result = await CommandLine.RunAsync([.. arguments, "--threads", "1"]);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        return result.Sentence();
    }

    private static void Truncate(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }
}
