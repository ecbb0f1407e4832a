/**
 * Attributes that compilers know and that say nothing of how values lie in memory or how functions are called: advice for
 * optimisers, warnings, linkers. They are passed over as unknown ones are; `__has_attribute` tells them apart.
 */
const names = `
  abi_tag acquire_capability alias aligned_allocation_function alloc_align alloc_size always_inline always_destroy
  amdgpu_num_vgpr annotate anyx86_interrupt argument_with_type_tag artificial assert_capability assume assume_aligned
  availability access blocks btf_decl_tag btf_type_tag cf_audited_transfer cf_check cf_consumed cf_returns_not_retained
  cf_returns_retained cf_unknown_transfer cleanup cold common const constructor consumable convergent copy counted_by
  counted_by_or_null designated_init destructor diagnose_as_builtin diagnose_if disable_sanitizer_instrumentation
  disable_tail_calls dllexport dllimport element_count enable_if enforce_tcb enforce_tcb_leaf enum_extensibility error
  exclude_from_explicit_instantiation expected_throw externally_visible external_source_symbol fallthrough
  fd_arg fd_arg_read fd_arg_write flag_enum flatten force_align_arg_pointer format_arg function_return gnu_inline
  guarded_by guarded_var hot ifunc indirect_branch internal_linkage interrupt iterator leaf lifetimebound lockable
  lock_returned loader_uninitialized locks_excluded malloc may_alias maybe_unused minsize ms_hook_prologue
  musttail naked no_address_safety_analysis no_builtin no_caller_saved_registers no_destroy
  no_icf no_instrument_function no_profile_instrument_function no_record_layout no_reorder no_sanitize
  no_sanitize_address no_sanitize_coverage no_sanitize_memory no_sanitize_thread no_sanitize_undefined
  no_speculative_load_hardening no_split_stack no_stack_limit no_stack_protector no_thread_safety_analysis
  nocf_check noclone nocommon nodebug nodiscard noduplicate noescape noinit noinline noipa nomerge nomips16 nonstring
  noplt nothrow not_tail_called ns_consumed ns_returns_autoreleased ns_returns_not_retained ns_returns_retained
  nouwtable null_terminated_string_arg nvptx_kernel objc_boxable objc_bridge objc_bridge_mutable objc_bridge_related
  objc_exception objc_root_class optimize optnone ownership_holds ownership_returns ownership_takes
  patchable_function_entry persistent pointer_with_type_tag preserve_access_index preserve_all preserve_most pt_guarded_by
  pt_guarded_var pure release_capability reproducible requires_capability retain returns_twice section selectany sentinel
  shared simd sized_by sized_by_or_null speculative_load_hardening stack_protect standalone_debug
  swift_attr swift_bridge swift_error swift_name swift_newtype swift_objc_members swift_private symver
  tainted_args target target_clones target_version tls_model trap transaction_callable transaction_may_cancel_outer
  transaction_pure transaction_safe transaction_unsafe try_acquire_capability type_tag_for_datatype uninitialized
  unsequenced unused used uwtable visibility vector_pcs aarch64_vector_pcs volatile warn_if_not_aligned warn_unused
  warn_unused_result warning weak weakref weak_import xray_always_instrument xray_never_instrument zero_call_used_regs
  zero_init
`

let made: ReadonlySet<string> | undefined

/** Made when first asked for. */
export function ignoredAttributes(): ReadonlySet<string> {
  made ??= new Set(names.trim().split(/\s+/))
  return made
}
