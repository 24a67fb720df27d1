using FsCheck;
using Microsoft.FSharp.Core;

namespace QuantGen.Testing.Randomness;

/// <summary>Checks properties. The only way they are checked here, so that all draw from <see cref="TestSeed"/>.</summary>
public static class PropertyExtensions
{
    /// <summary>Fails, with the seed and the smallest example found, unless the property holds for what is drawn.</summary>
    /// <param name="property">What should hold.</param>
    /// <param name="times">How often data is drawn.</param>
    /// <param name="endSize">The size of the last data drawn, where its generator goes by size.</param>
    public static void Holds(this Property property, int times = 100, int endSize = 100)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(times).WithEndSize(endSize);
        foreach (var seed in TestSeed.OfProperties)
        {
            // A failure begins with the name.
            var replay = new Replay(new Rnd((ulong)seed), FSharpOption<int>.None);
            property.Check(config.WithName($"To draw this again, set {TestSeed.Variable}={seed} ").WithReplay(FSharpOption<Replay>.Some(replay)));
        }
    }
}
