using System.Diagnostics;
using System.Text.Json;
using QuantGen.Testing;
using QuantGen.Testing.Onnx;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>A client of exported files that is not of this library: node with ONNX Runtime's package.</summary>
internal static class Node
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);

    /// <summary>Why it is not there; null if it is.</summary>
    public static string? Missing
    {
        get
        {
            if (Program is null)
                return "node is not installed.";

            return OnnxRuntimes.NodeFolder is null ? "The npm package onnxruntime-node is not there: install npm and run ./build.sh test." : null;
        }
    }

    /// <summary>Runs a model on float32 tensors.</summary>
    /// <returns>Its outputs as JSON, each with name, dims and data.</returns>
    public static JsonElement Run(string model, params IReadOnlyList<Tensor> inputs)
    {
        var start = new ProcessStartInfo(Program!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(RepositoryRoot.Combine("tests", "node", "run.mjs"));
        start.ArgumentList.Add(OnnxRuntimes.NodeFolder!);
        start.ArgumentList.Add(model);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using (var writer = process.StandardInput)
            writer.Write(JsonSerializer.Serialize(inputs.Select(static input => new { dims = input.shape, data = Tensors.Floats(input) })));

        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException(errors.GetAwaiter().GetResult());
    }
}
