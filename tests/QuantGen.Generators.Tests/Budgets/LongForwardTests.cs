using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Budgets;

/// <summary>What the generator allocates for a forward of calls and branches grows with its length, and no faster. A sum looks for where its operands parted.</summary>
public sealed class LongForwardTests
{
    private const int Statements = 1000;
    private const int Times = 4;

    // A step of a table's growth more or less, but far from the square.
    private const double Slack = 1.5;

    [Theory]
    [InlineData("x = relu.call(x);")]
    [InlineData("x = relu.call(x); x.relu_();")]
    [InlineData("if (x.IsInvalid) x = relu.call(x);")]
    [InlineData("if (isFirst) x = relu.call(x);")]
    public void AllocationGrowsWithTheLength(string statement)
    {
        Measure(statement, Statements);

        var (shorter, longer) = (Measure(statement, Statements), Measure(statement, Times * Statements));

        Assert.InRange((double)longer / shorter, 1, Slack * Times);
    }

    private static long Measure(string statement, int count)
    {
        var compilation = Generation.Compile($$"""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly ReLU relu = ReLU();
                private readonly bool isFirst;

                public Net(bool isFirst) : base("Net")
                {
                    this.isFirst = isFirst;
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
                    {{string.Join("\n        ", Enumerable.Repeat(statement, count))}}
                    return x;
                }
            }
            """);
        var driver = Generation.NewDriver(tracksSteps: false);

        var before = GC.GetAllocatedBytesForCurrentThread();
        driver = driver.RunGenerators(compilation);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Single(driver.GetRunResult().GeneratedTrees);
        return allocated;
    }
}
