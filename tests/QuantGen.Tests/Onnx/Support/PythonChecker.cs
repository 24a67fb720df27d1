namespace QuantGen.Tests.Onnx.Support;

/// <summary>ONNX's own checker and shape inference.</summary>
internal static class PythonChecker
{
    /// <summary>Checks all models of a folder: their form, and that shapes found from the inputs' are those that the outputs say.</summary>
    /// <returns>The complaints, a line each; empty for none.</returns>
    public static string Check(OnnxFolder folder) => Python.Run(
        """
        import glob, onnx, onnx.checker, onnx.shape_inference, os, sys
        for path in sorted(glob.glob(os.path.join(sys.argv[1], '*.onnx'))):
            try:
                onnx.checker.check_model(path, full_check=True)
                model = onnx.load(path)
                said = [str(output.type) for output in model.graph.output]
                found = [str(output.type) for output in onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True).graph.output]
                if said != found:
                    print(os.path.basename(path), said, found)
            except Exception as error:
                print(os.path.basename(path), str(error).replace('\n', ' '))
        """,
        Path.GetDirectoryName(folder.Path())!);
}
