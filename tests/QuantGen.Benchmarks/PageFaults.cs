using System.Globalization;

namespace QuantGen.Benchmarks;

/// <summary>Page faults of this process, where the system tells.</summary>
internal static class PageFaults
{
    private const string Source = "/proc/self/stat";

    // The fields after the program's name, which is in parentheses and may hold anything: state is the first, minor faults the eighth.
    private const int MinorFaults = 7;

    /// <summary>Those that needed no disk, since the process began; 0 where the system does not tell.</summary>
    public static long Count()
    {
        if (!File.Exists(Source))
            return 0;

        var text = File.ReadAllText(Source);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[MinorFaults], CultureInfo.InvariantCulture);
    }
}
