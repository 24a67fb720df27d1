namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Where a random program takes its choices from; equal seeds give equal programs.</summary>
/// <param name="seed">Chooses the program.</param>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Whether something with this chance happens.</summary>
    /// <param name="percent">The chance.</param>
    public bool Chance(int percent) => _random.Next(100) < percent;

    /// <summary>A number from 0 up to, but not, a limit.</summary>
    public int Below(int limit) => _random.Next(limit);

    /// <summary>One of several.</summary>
    public T Pick<T>(params IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>All of them in any order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        _random.Shuffle(shuffled);
        return shuffled;
    }
}
