namespace QuantGen.Onnx.Wire;

/// <summary>Writes a model's files so that either all are new and complete, or all are as before.</summary>
internal static class OnnxFiles
{
    private const string DataSuffix = ".data";

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Its file.</param>
    /// <param name="mostBytes">From which length on large tensors go to a second file.</param>
    /// <param name="open">Opens a temporary file; null for an ordinary one.</param>
    /// <exception cref="OnnxException">The files cannot be written, or the model is too long without its large tensors.</exception>
    public static void Save(OnnxModel model, string path, long mostBytes, Func<string, Stream>? open = null)
    {
        var writer = new OnnxWriter(model);
        ExternalData? external = null;
        if (writer.Length > mostBytes)
        {
            external = new ExternalData(model, Path.GetFileName(path) + DataSuffix);
            writer = new OnnxWriter(model, external);
            if (writer.Length > OnnxModel.MostFileBytes)
                throw new OnnxException($"The model '{model.Graph.Name}' has {writer.Length} bytes without its large tensors, more than the file '{path}' can hold: export it in parts.");
        }

        var files = new FileExchange(open);
        try
        {
            if (external is not null)
                files.Write(path + DataSuffix, external.Write);

            files.Write(path, writer.Write);
            files.Exchange();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"The file '{path}' cannot be written: {error.Message}", error);
        }
        finally
        {
            files.Discard();
        }
    }
}
