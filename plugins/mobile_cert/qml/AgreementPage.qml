import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// An agreement from the authority: plain text.
AppPage {
    id: page

    required property AgreementViewModel vm

    viewModel: vm
    retryable: vm.text === ""
    onRetry: vm.refresh()

    AppCard {
        title: page.vm.heading

        AppText {
            objectName: "agreementText"
            Layout.fillWidth: true
            text: page.vm.text
        }
    }
}
