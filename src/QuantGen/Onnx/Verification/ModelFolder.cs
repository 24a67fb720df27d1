namespace QuantGen.Onnx.Verification;

/// <summary>A folder for the model files of a verification, gone with it. Files and not memory: a model may be larger than an array can be.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgen");

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The name of its file.</param>
    /// <returns>The file.</returns>
    public string Save(OnnxModel model, string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        model.Save(path);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
