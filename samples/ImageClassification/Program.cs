using System.Globalization;
using ImageClassification.Commands;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
NativeHeap.KeepFreedMemory();

return await Application.RunAsync(args, Console.Out, Console.Error);
