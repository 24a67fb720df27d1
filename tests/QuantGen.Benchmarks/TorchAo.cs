using System.Diagnostics;
using System.Text.Json;

namespace QuantGen.Benchmarks;

/// <summary>
/// The same measurements with torch.ao of PyTorch, by a script in Python, where a Python that has torch is installed (Debian: python3-torch).
/// </summary>
internal sealed class TorchAo : IBenchmark
{
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    /// <inheritdoc/>
    public string Name => "torchao";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        if (Array.Find(Pythons, static python => Start(python, ["-c", "import torch"]) is { } probe && Succeeds(probe)) is not { } found)
        {
            log.WriteLine($"{Name}: no Python with torch is installed, so torch.ao cannot be measured beside.");
            yield break;
        }

        using var script = Start(found, [Path.Combine(AppContext.BaseDirectory, "torch_ao_speed.py")])!;
        script.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        script.BeginErrorReadLine();
        while (script.StandardOutput.ReadLine() is { } line)
        {
            using var figure = JsonDocument.Parse(line);
            yield return new Result(
                figure.RootElement.GetProperty("name").GetString()!,
                figure.RootElement.GetProperty("value").GetDouble(),
                figure.RootElement.GetProperty("unit").GetString()!);
        }

        script.WaitForExit();
        if (script.ExitCode != 0)
            throw new InvalidOperationException($"torch_ao_speed.py ended with exit code {script.ExitCode}; what it said is above.");
    }

    private static bool Succeeds(Process process)
    {
        using (process)
        {
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    private static Process? Start(string python, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no such program
        }
    }
}
