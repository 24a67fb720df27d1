namespace QuantGen.Tests.Onnx.Support;

/// <summary>A folder of its own for the files of one test.</summary>
internal sealed class OnnxFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    /// <summary>A path in the folder.</summary>
    public string Path(string name = "model.onnx") => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>The names of all files in the folder, in order.</summary>
    public IEnumerable<string> Names => _folder.EnumerateFiles().Select(static file => file.Name).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
