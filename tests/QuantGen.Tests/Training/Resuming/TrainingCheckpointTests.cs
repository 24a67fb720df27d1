using QuantGen.Training;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Training.Resuming;

public sealed class TrainingCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgen-training-").FullName;
    private readonly int _threads = get_num_threads();

    public TrainingCheckpointTests() => set_num_threads(1);

    private string Path => System.IO.Path.Combine(_folder, "run.training");

    public void Dispose()
    {
        set_num_threads(_threads);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("SGD", 1)]
    [InlineData("SGD", 7)]
    [InlineData("SGD", 10)]
    [InlineData("Adam", 4)]
    [InlineData("Adam", 15)]
    [InlineData("AdamW", 13)]
    public void AnInterruptedTrainingEndsBitForBitAsOneThatWasNot(string optimizer, int steps)
    {
        using var scope = NewDisposeScope();
        using var whole = new ExampleTraining(optimizer);
        whole.Train(ExampleTraining.Epochs * ExampleTraining.Iterations);
        var expected = whole.State();

        using (var first = new ExampleTraining(optimizer))
            first.Save(Path, first.Train(steps));

        manual_seed(99);
        using var second = new ExampleTraining(optimizer);
        using (NewDisposeScope())
            second.Resume(Path);

        Assert.Equal(expected, second.State());
        Assert.Equal(["run.training"], Directory.GetFiles(_folder).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void NotesAndPositionComeBack()
    {
        using var net = nn.Linear(2, 3);
        using var optimizer = optim.SGD(net.parameters(), 0.1);
        TrainingCheckpoint.Save(Path, net, optimizer, new TrainingPosition(7, 3), new Dictionary<string, string>(StringComparer.Ordinal) { ["bits"] = "2 \"é" });
        var read = TrainingCheckpoint.Read(Path);
        Assert.Equal((new TrainingPosition(7, 3), "2 \"é"), (read.Position, read.Notes["bits"]));
    }

    [Fact]
    public void AFileOfAnotherTrainingIsRefusedAndNothingIsChanged()
    {
        using var net = nn.Linear(2, 3);
        using (var momentum = optim.SGD(net.parameters(), 0.1, momentum: 0.9))
            TrainingCheckpoint.Save(Path, net, momentum, default);

        var file = TrainingCheckpoint.Read(Path);
        using var adam = optim.Adam(net.parameters(), 0.1);
        Assert.Contains("the optimizer SGD, and this one is Adam", Refused(file, net, adam), StringComparison.Ordinal);

        using var halves = optim.SGD([new TorchSharp.Modules.SGD.ParamGroup([net.weight]), new TorchSharp.Modules.SGD.ParamGroup([net.bias!])], 0.1);
        Assert.Contains("has 1 groups of parameters, and this one 2", Refused(file, net, halves), StringComparison.Ordinal);

        using var part = optim.SGD([net.weight], 0.1);
        Assert.Contains("has other parameters", Refused(file, net, part), StringComparison.Ordinal);

        using var other = nn.Linear(2, 4);
        using var sgd = optim.SGD(other.parameters(), 0.1);
        Assert.Contains("shape", Refused(file, other, sgd), StringComparison.Ordinal);

        using var unknown = new UnknownOptimizer();
        Assert.Contains("UnknownOptimizer cannot be saved", NotSaved(unknown), StringComparison.Ordinal);
        Assert.Contains("does not have", NotSaved(sgd), StringComparison.Ordinal);
        Assert.Equal(default, TrainingCheckpoint.Read(Path).Position);

        string NotSaved(optim.Optimizer optimizer) => Assert.Throws<QuantizationException>(Action(() => TrainingCheckpoint.Save(Path, net, optimizer, default))).Message;

        static Action Action(Action action) => action;
    }

    [Fact]
    public void DamagedFilesAreRefusedAndNothingIsChangedOrRestored()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Linear(2, 3);
        using var optimizer = optim.Adam(net.parameters(), 0.1);
        net.call(ones(1, 2)).sum().backward();
        optimizer.step();
        TrainingCheckpoint.Save(Path, net, optimizer, new TrainingPosition(1, 2));

        var bytes = File.ReadAllBytes(Path);
        var header = (int)BitConverter.ToInt64(bytes) + sizeof(long);
        var (refused, restored) = (0, 0);
        for (var number = 0; number < 300; number++)
        {
            var random = new Random(number);
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(number % 3 == 0 ? damaged.Length : header)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Path, number % 10 == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            var before = State();
            if (Record.Exception(() => TrainingCheckpoint.Read(Path).Restore(net, optimizer)) is not { } error)
            {
                restored++;
                continue;
            }

            Assert.IsType<CheckpointException>(error);
            Assert.DoesNotContain('\n', error.Message);
            Assert.Equal(before, State());
            refused++;
        }

        Assert.True(refused > 100, $"{refused} refused");
        Assert.True(restored > 0, "Some files should be damaged in elements alone.");

        // Model, what the optimizer remembers, and torch's generator.
        byte[] State()
        {
            using var copy = new MemoryStream();
            using var writer = new BinaryWriter(copy);
            foreach (var tensor in net.state_dict().Values)
                writer.Write(tensor.detach().contiguous().bytes);

            optimizer.save_state_dict(writer);
            using var random = get_rng_state();
            writer.Write(random.bytes);
            return copy.ToArray();
        }
    }

    private static string Refused(TrainingCheckpoint file, nn.Module net, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        var before = net.state_dict().Values.SelectMany(static tensor => Tensors.Floats(tensor)).ToList();
        var message = Assert.Throws<CheckpointException>(() => file.Restore(net, optimizer)).Message;
        Assert.Equal(before, net.state_dict().Values.SelectMany(static tensor => Tensors.Floats(tensor)));
        return message;
    }

    private sealed class UnknownOptimizer : TorchSharp.Modules.OptimizerHelper;
}
