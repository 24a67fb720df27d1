using System.Diagnostics;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>Python with ONNX's own package, as Debian's python3-onnx has it.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why it is not there; null if it is.</summary>
    public static string? Missing => Found.Value;

    /// <summary>Runs a script.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string script, params ReadOnlySpan<string> arguments)
    {
        var (code, output, errors) = Start(script, arguments);
        return code == 0 ? output : throw new InvalidOperationException(errors);
    }

    private static string? Find()
    {
        if (!File.Exists(Program))
            return $"{Program} is not there.";

        return Start("import onnx", []).Code == 0 ? null : "Python's package onnx is not installed: install the package python3-onnx.";
    }

    private static (int Code, string Output, string Errors) Start(string script, ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
