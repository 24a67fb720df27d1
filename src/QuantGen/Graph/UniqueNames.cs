using System.Globalization;

namespace QuantGen.Graph;

/// <summary>Gives out names, each once: a name that is taken gets _1, _2 and so on.</summary>
internal sealed class UniqueNames
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>Takes a name, or the first free one after it.</summary>
    public string Take(string wanted)
    {
        if (TryTake(wanted))
            return wanted;

        while (true)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{_next[wanted]++}");
            if (TryTake(name))
                return name;
        }
    }

    /// <summary>Takes a name if it is free.</summary>
    public bool TryTake(string wanted) => _next.TryAdd(wanted, 1);
}
