namespace SampleKit.Commands;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The work could not be done.</summary>
    public const int Failure = 1;

    /// <summary>The command line is not one the program understands.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C: 128 and the number of the signal, as shells expect it.</summary>
    public const int Cancelled = 130;
}
