// Packages that only make computations faster, and that a program does without where they are missing.
export const accelerators: ReadonlySet<string> = new Set(
  (
    'xformers flash_attn flash_attn_interface apex triton torch_xla bitsandbytes deepspeed tensorrt sageattention ' +
    'mamba_ssm causal_conv1d fla'
  ).split(' '),
);
