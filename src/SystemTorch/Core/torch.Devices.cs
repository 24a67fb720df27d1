namespace TorchSharp;

public static partial class torch
{
    /// <summary>The processor's memory.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Shapes without data.</summary>
    public static readonly Device META = new(DeviceType.META);

    private static Device _defaultDevice = CPU;

    /// <summary>The current CUDA device.</summary>
    /// <exception cref="InvalidOperationException">There is no CUDA here.</exception>
    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA));

    /// <summary>Apple's graphics processor.</summary>
    /// <exception cref="InvalidOperationException">There is none here.</exception>
    public static Device MPS => InitializeDevice(new Device(DeviceType.MPS));

    /// <summary>Reads a device from text.</summary>
    /// <param name="description">A type, or a type and an index: <c>cpu</c>, <c>cuda:1</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such device here.</exception>
    public static Device device(string description) => InitializeDevice(new Device(description));

    /// <summary>Makes a device from the name of its type.</summary>
    /// <param name="deviceType">The type, as <c>cpu</c>.</param>
    /// <param name="index">Which of them; -1 for the current one.</param>
    /// <exception cref="InvalidOperationException">There is no such device here.</exception>
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    /// <summary>Makes a device.</summary>
    /// <param name="deviceType">The type.</param>
    /// <param name="index">Which of them; -1 for the current one.</param>
    /// <exception cref="InvalidOperationException">There is no such device here.</exception>
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    /// <summary>Makes a CUDA device.</summary>
    /// <param name="index">Which of them.</param>
    public static Device device(int index) => new(DeviceType.CUDA, index);

    /// <summary>The device that new tensors lie on when none is asked for.</summary>
    public static Device get_default_device() => _defaultDevice;

    /// <summary>Sets the device that new tensors lie on when none is asked for.</summary>
    /// <param name="device">The device.</param>
    public static void set_default_device(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _defaultDevice = device;
    }

    /// <inheritdoc cref="set_default_device(Device)"/>
    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>Whether there is a device of a type here.</summary>
    /// <param name="deviceType">The type.</param>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType is DeviceType.CPU or DeviceType.META;

    /// <summary>Makes sure that there is a device of a type here.</summary>
    /// <param name="deviceType">The type.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    /// <summary>Makes sure that a device is here.</summary>
    /// <param name="device">The device; null for the default one.</param>
    /// <returns>The device.</returns>
    /// <exception cref="InvalidOperationException">There is no device of its type.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= _defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    /// <summary>Whether there is CUDA here: never.</summary>
    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>Whether there is Apple's graphics processor here: never.</summary>
    public static bool mps_is_available() => false;

    /// <summary>NVIDIA's devices, of which the stand-in knows none.</summary>
    public static partial class cuda
    {
        /// <summary>Whether there is CUDA here: never.</summary>
        public static bool is_available() => false;

        /// <summary>Whether there is cuDNN here: never.</summary>
        public static bool is_cudnn_available() => false;

        /// <summary>How many CUDA devices are here: none.</summary>
        public static int device_count() => 0;

        /// <summary>Seeds the current CUDA device, if there were one.</summary>
        /// <param name="seed">The seed.</param>
        public static void manual_seed(long seed)
        {
        }

        /// <summary>Seeds every CUDA device, if there were any.</summary>
        /// <param name="seed">The seed.</param>
        public static void manual_seed_all(long seed)
        {
        }

        /// <summary>Waits for a CUDA device, if there were one.</summary>
        /// <param name="device">The device.</param>
        public static void synchronize(Device? device = null)
        {
        }
    }
}
